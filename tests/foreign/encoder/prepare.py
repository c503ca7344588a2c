"""The vocabulary that is kept, and the sentences as pieces.

  prepare.py VOCAB.TXT SIZE OUT SENTENCES.TXT[:SHARE]…

A folder OUT that has a vocabulary keeps it: the sentences are then for a network that has been taught before.
"""
import collections, os, random, sys
import numpy as np
from pieces import Pieces

LONGEST = 126


def main():
    source, size, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    full = Pieces(open(source, encoding="utf-8").read().split("\n")[:-1])
    rng = random.Random(1)
    texts = []
    for name in sys.argv[4:]:
        name, _, share = name.partition(":")
        share = float(share or 1)
        texts += [t for t in open(name, encoding="utf-8").read().split("\n") if t and rng.random() < share]
    rng.shuffle(texts)
    path = out + "/vocabulary.txt"
    if not os.path.exists(path):
        count = collections.Counter()
        for text in texts:
            count.update(full.of(text)[0])
        open(path, "w", encoding="utf-8").write("\n".join(keep(full, count, size)) + "\n")
    pieces = Pieces(open(path, encoding="utf-8").read().split("\n")[:-1])
    ids, cases, flags, ends = [], [], [], [0]
    unknown = total = 0
    for text in texts:
        i, c, g, spans = pieces.of(text)
        if len(i) > LONGEST:
            continue
        f = [int(gap) for gap in g]
        for n, (start, end) in enumerate(spans):
            if n + 1 < len(i) and is_article(text, start, end, n) and end < len(text) and text[end] == " ":
                f[n] |= 2; f[n + 1] |= 1
        ids += i; cases += c; flags += f; ends.append(len(ids))
        unknown += i.count(pieces.unknown); total += len(i)
    print(f"{len(ends) - 1} sentences, {total} pieces, {100 * unknown / total:.3f}% unknown, {sum(f >> 1 for f in flags)} articles")
    np.savez(out + "/sentences.npz", ids=np.array(ids, np.uint16), cases=np.array(cases, np.uint8),
             flags=np.array(flags, np.uint8), ends=np.array(ends, np.int64))


def is_article(text, start, end, n):
    word = text[start:end]
    opens = n == 0 or text[start - 1] in "\"“‘'(["
    return word in ("a", "an", "the") or (opens and word in ("A", "An", "The"))


def keep(full, count, size):
    """Specials and single characters, then what the text uses most, alternating with what BERT's own text used most."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    kept = dict.fromkeys(special)
    for piece in full.vocabulary:
        if len(piece.removeprefix("##")) == 1 and count[full.ids[piece]]:
            kept[piece] = None
        elif len(piece.removeprefix("##")) == 1 and piece.removeprefix("##").isascii():
            kept[piece] = None
    own = [full.vocabulary[i] for i, _ in count.most_common()]
    general = [p for p in full.vocabulary if not p.startswith("[") and not p.startswith("##") and p.isascii() and p.isalpha()]
    a, b = iter(own), iter(general)
    while len(kept) < size:
        for source in (a, a, b):
            for piece in source:
                if piece not in kept:
                    kept[piece] = None
                    break
            if len(kept) >= size:
                break
    return list(kept)


main()
