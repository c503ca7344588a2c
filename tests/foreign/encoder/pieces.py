"""Words of a sentence to pieces of the encoder's vocabulary: the uncased WordPiece of BERT, with the letter case beside it.

`src/story/pieces.rs` does the same at run time; `tests/encoder.rs` compares the two.
"""
import unicodedata

OPENING = set("\"'“‘«([{—–-")
CASES = 4  # none or lower, Title, UPPER, MiXed
LONGEST_WORD = 60


def is_mark(c):
    return unicodedata.category(c)[0] in "PS"


def words(text):
    """(start, end) of each word: runs without white space, every punctuation mark or symbol a word of its own."""
    out, start = [], None
    for i, c in enumerate(text):
        if c.isspace() or is_mark(c):
            if start is not None:
                out.append((start, i)); start = None
            if not c.isspace():
                out.append((i, i + 1))
        elif start is None:
            start = i
    if start is not None:
        out.append((start, len(text)))
    return out


def letter_case(word):
    letters = [c for c in word if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if not upper:
        return 0
    if upper == 1 and letters[0].isupper():
        return 1
    return 2 if upper == len(letters) else 3


def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


class Pieces:
    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]
        self.cls, self.sep = self.ids["[CLS]"], self.ids["[SEP]"]
        self.kept = {}

    def of_word(self, word):
        got = self.kept.get(word)
        if got is None:
            got = self.kept[word] = self.cut(word)
        return got

    def cut(self, word):
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        out, at = [], 0
        while at < len(word):
            for end in range(len(word), at, -1):
                piece = self.ids.get(("##" if at else "") + word[at:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            out.append(piece); at = end
        return out

    def of(self, text):
        """Per piece: id, case, whether a gap may stand before it, (start, end) of its word."""
        ids, cases, gaps, spans = [], [], [], []
        open_ = False  # whether the chunk so far is opening marks only
        before = -1
        for start, end in words(text):
            if start != before:
                open_ = True
            gap = open_
            if not (end - start == 1 and text[start] in OPENING):
                open_ = False
            word = text[start:end]
            case = letter_case(word)
            for n, piece in enumerate(self.of_word(plain(word))):
                ids.append(piece); cases.append(case); gaps.append(gap and n == 0); spans.append((start, end))
            before = end
        return ids, cases, gaps, spans
