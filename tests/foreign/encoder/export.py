"""Writes the network as the bytes that `src/model/encoder` reads.

  export.py --folder PREPARED --from CHECKPOINT --to ENCODER.BIN --scores SCORES.JSONL

SCORES.JSONL gets, for each line of cases.txt, the scores of a and the over none at every gap: a test holds the program to
them. Pieces stand in the order of their bytes; a weight is 1 to 15 for −7 to 7, two a byte, the first in the low half; all
other numbers are in half precision.
"""
import argparse, json, os, struct
import numpy as np
import torch
from network import LEVELS, UNITS, taught
from pieces import Pieces


def main():
    p = argparse.ArgumentParser()
    for name in ("folder", "to", "scores"): p.add_argument("--" + name)
    p.add_argument("--from", dest="start")
    a = p.parse_args()
    pieces = open(a.folder + "/vocabulary.txt", encoding="utf-8").read().split("\n")[:-1]
    net = taught(a.start)
    order = sorted(range(len(pieces)), key=lambda i: pieces[i].encode())
    text = "".join(pieces[i] + "\n" for i in order).encode()
    out = [b"copydesk encoder 1\n", struct.pack("<5I", len(pieces), len(net.layers), len(net.positions), len(net.cases), len(text)), text]
    half = lambda x: out.append(x.detach().numpy().astype("<f2").tobytes())
    norm = lambda m: (half(m.weight), half(m.bias))
    half(net.words_scale[order]); half(net.positions); half(net.cases); norm(net.norm)
    half(net.head.weight); half(net.head.bias)
    out.append(packed(net.words[order]))
    for layer in net.layers:
        matrix(layer.qkv, half, out); matrix(layer.mixed, half, out); norm(layer.first)
        matrix(layer.up, half, out); matrix(layer.down, half, out); norm(layer.second)
    open(a.to, "wb").write(b"".join(out))
    if a.scores:
        scores(net, Pieces(pieces), a.scores)


def scores(net, pieces, path):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.txt"), encoding="utf-8") as f, open(path, "w", encoding="utf-8") as out:
        for text in f.read().splitlines():
            ids, cases, gaps, spans = pieces.of(text)
            ids, cases = [pieces.cls, *ids, pieces.sep], [0, *cases, 0]
            with torch.no_grad():
                told = net(torch.tensor([ids]), torch.tensor([cases]), torch.tensor([len(ids)]))[0]
            rows = [[len(text[:spans[n][0]].encode()), *(round(float(told[n + 1, k] - told[n + 1, 0]), 3) for k in (1, 2))] for n, gap in enumerate(gaps) if gap]
            out.write(json.dumps({"text": text, "gaps": rows}, ensure_ascii=False) + "\n")


def matrix(m, half, out):
    w = m.weight.detach().view(m.weight.shape[0], -1, UNITS)
    s = m.scale.detach().abs().clamp_min(1e-6)
    half(m.bias); half(s)
    out.append(packed((w / s[..., None]).round().clamp(-LEVELS, LEVELS).reshape(m.weight.shape)))


def packed(whole):
    q = (whole.detach().numpy().astype(np.int8) + 8).astype(np.uint8).reshape(-1, 2)
    return (q[:, 0] | q[:, 1] << 4).tobytes()


main()
