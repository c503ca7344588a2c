"""Sentences for the encoder, from what `copydesk inspect FOLDER --format json` says of a folder of stories.

  sentences.py INSPECTED.jsonl… > sentences.txt

One sentence a line: body copy of 5 to 70 words that ends as a sentence does, each only once, whichever story it is from.
"""
import json, re, sys

END = re.compile(r"[.!?…][\"'”’)\]]*$")
WORD = re.compile(r"[A-Za-z]")


def sentences(path):
    for line in open(path, encoding="utf-8"):
        told = json.loads(line)
        data = open(told["path"], "rb").read()
        bodies = [(b["start"], b["end"]) for b in told["blocks"] if b["role"] == "body"]
        at = 0
        for s in told["sentences"]:
            while at < len(bodies) and bodies[at][1] <= s["start"]:
                at += 1
            if at < len(bodies) and bodies[at][0] <= s["start"]:
                yield " ".join(data[s["start"]:s["end"]].decode().split())


def is_prose(text):
    words = text.split()
    if not 5 <= len(words) <= 70 or not END.search(text) or "http" in text or "|" in text:
        return False
    lower = sum(w[0].islower() for w in words)
    letters = sum(bool(WORD.search(w)) for w in words)
    return lower >= 0.35 * len(words) and letters >= 0.75 * len(words) and "-- " * 3 not in text


def main():
    seen = set()
    for path in sys.argv[1:]:
        for text in sentences(path):
            key = hash(re.sub(r"[^a-z]", "", text.lower()))
            if is_prose(text) and key not in seen:
                seen.add(key)
                print(text)


main()
