"""Training text as story files that copydesk can read: a `#DOC` line opens a document, then one paragraph a line.

  stories.py TEXT.TXT… --to FOLDER
"""
import os, re, sys


def joined(text):
    """Text spaced by token (MASC) as people write it."""
    text = re.sub(r" (n't|'s|'m|'re|'ve|'ll|'d|n’t|’s|’m|’re|’ve|’ll|’d)\b", r"\1", text)
    text = re.sub(r" ([.,;:!?%)\]}…]+)(?= |$)", r"\1", text)
    text = re.sub(r"([(\[{$#]) ", r"\1", text)
    out, is_open, glue = "", False, False
    for word in text.split(" "):
        mark = word in ("``", "''", '"')
        opens = word == "``" or (word == '"' and not is_open)
        if mark and not opens:
            out, is_open, glue = out + '"', False, False
        else:
            out += ("" if not out or glue else " ") + ('"' if mark else word)
            is_open, glue = is_open or mark, mark
    return out


def main():
    split = sys.argv.index("--to")
    for path in sys.argv[1:split]:
        name = os.path.basename(path).rsplit(".", 1)[0]
        documents = open(path, encoding="utf-8").read().split("#DOC ")[1:]
        for number, document in enumerate(documents):
            body = document.partition("\n")[2]
            paragraphs = [p.strip() for p in body.split("\n") if p.strip()]
            if name == "masc":
                paragraphs = [joined(p) for p in paragraphs]
            folder = os.path.join(sys.argv[split + 1], name, f"{number // 1000:03d}")
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, f"{number:06d}.txt"), "w", encoding="utf-8") as f:
                f.write("Case\n\n" + "\n\n".join(paragraphs) + "\n")


main()
