#!/usr/bin/env python3
"""What the small-word rules say on published copy, raw and without what is really wrong in print.

  published.py MEASURE-FOLDER [--bin PATH] [--show] [-- ARG …]

MEASURE-FOLDER holds measure.py, with the labelled copy in ../data beside it. `real-faults.tsv` lists what somebody has
read and found to be a fault in print: set, story or sentence, the finding's fingerprint, a reason; no words of the copy.
`--show` prints every finding with its sentence, for reading.
"""
import argparse, os, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = ["missing-article", "missing-to,verb-form-after-preposition"]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("measure"); p.add_argument("--bin", default="target/release/copydesk"); p.add_argument("--show", action="store_true")
    argv = sys.argv[1:]
    rest = argv[argv.index("--") + 1:] if "--" in argv else []
    a = p.parse_args(argv[:argv.index("--")] if "--" in argv else argv)
    sys.path.insert(0, a.measure)
    import measure
    measure.EXTRA.extend(rest)
    data = os.path.join(a.measure, "..", "data")
    with open(os.path.join(HERE, "real-faults.tsv"), encoding="utf-8") as f:
        real = {tuple(line.split("\t")[:3]) for line in f if not line.startswith("#")}
    known = {line.split("\t")[0] for line in open(os.path.join(data, "articles", "adjudicated.tsv"), encoding="utf-8")}
    clean = [r for r in measure.rows(os.path.join(data, "articles", "news-clean.jsonl")) if r["id"] not in known]
    sets = {"news-clean": [(r["id"], measure.HEAD + r["text"] + "\n") for r in clean]}
    first = [r for r in measure.rows(os.path.join(data, "duplicates", "within.jsonl")) if r["kind"] == "clean"]
    sets["news 1"] = [(r["id"], measure.story_text(r.get("title"), r["paras"])[0]) for r in first]
    for name in measure.tables(data, "quotes", "clean"):
        sets["news 2"] = [(r["id"], measure.headline_stop(r["text"])) for r in measure.rows(os.path.join(data, "quotes", name))]
    for rules in RULES:
        for label, stories in sets.items():
            report(measure, os.path.abspath(a.bin), rules, label, stories, real, a.show)


def report(measure, binary, rules, label, stories, real, show):
    with tempfile.TemporaryDirectory() as d:
        names = measure.write_cases(d, list(enumerate(text for _, text in stories)))
        found, _ = measure.findings(binary, d, names, "--select", rules)
        sentences = len(stories)
        if label != "news-clean":
            seen, _ = measure.inspect(binary, d, names)
            sentences = sum(len(told["sentences"]) for told in seen.values())
    raw = apart = 0
    for n, findings in sorted(found.items()):
        key, text = stories[n]
        for f in findings:
            fault = (label, key, f["fingerprint"]) in real
            raw += 1; apart += fault
            if show:
                raw_bytes = text.encode()
                start, end = f["span"]["start"], f["span"]["end"]
                around = raw_bytes[max(0, start - 90):start] + b" >>>" + raw_bytes[start:end] + b"<<< " + raw_bytes[end:end + 60]
                fix = (f["fixes"] or [{"title": ""}])[0]["title"]
                print(f"{label}\t{key}\t{f['fingerprint']}\t{'real' if fault else ''}\t{f.get('certainty')}\t{fix}\t{' '.join(around.decode(errors='replace').split())}")
    rate = lambda n: f"{n} = {1000 * n / sentences:.2f} per 1,000"
    print(f"{rules} on {label}: {sentences} sentences, alarms {rate(raw)}, without {apart} real faults in print {rate(raw - apart)}", flush=True)


main()
