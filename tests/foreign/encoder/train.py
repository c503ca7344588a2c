"""Teaches the encoder to put cut articles back.

  train.py --folder PREPARED (--pretrained MODEL.SAFETENSORS --whole VOCAB.TXT | --from CHECKPOINT) --steps N --to CHECKPOINT

A sentence keeps all its articles, loses one, or loses each with a probability drawn anew; the label of a place is the
article that stood there. The last part of the run holds the weights to 4 bits.
"""
import argparse, random, time
import numpy as np
import torch
import torch.nn.functional as F
from network import CASES, Encoder, POSITIONS, pretrained

NONE, A, THE = 0, 1, 2


class Copy:
    def __init__(self, folder, vocabulary, seed):
        z = np.load(folder + "/sentences.npz")
        self.ids, self.cases, self.flags, self.ends = z["ids"], z["cases"], z["flags"], z["ends"]
        ids = {p: i for i, p in enumerate(vocabulary)}
        self.cls, self.sep, self.the = ids["[CLS]"], ids["[SEP]"], ids["the"]
        self.rng = np.random.default_rng(seed)

    def cut(self, n):
        """Ids, cases and labels (-1 where no gap may stand) of sentence n with articles cut."""
        a, b = self.ends[n], self.ends[n + 1]
        ids, cases, flags = self.ids[a:b], self.cases[a:b], self.flags[a:b]
        articles = np.flatnonzero(flags & 2)
        how = self.rng.random()
        if how < 0.3 or not len(articles):
            gone = articles[:0]
        elif how < 0.65:
            gone = articles[self.rng.integers(len(articles))][None]
        else:
            gone = articles[self.rng.random(len(articles)) < self.rng.uniform(0.1, 0.7)]
        labels = np.where(flags & 1, NONE, -1)
        if len(gone):
            labels[gone + 1] = np.where(ids[gone] == self.the, THE, A)
            stay = np.ones(len(ids), bool); stay[gone] = False
            cases = cases.copy()
            up = gone[(cases[gone] == 1) & (cases[gone + 1] == 0)]
            cases[up + 1] = 1
            ids, cases, labels = ids[stay], cases[stay], labels[stay]
        return (np.r_[self.cls, ids, self.sep], np.r_[0, cases, 0], np.r_[-1, labels, -1])

    def batches(self, tokens):
        """Endless batches of about so many tokens, sentences of like length together."""
        while True:
            order = self.rng.permutation(len(self.ends) - 1)
            for start in range(0, len(order), 4000):
                rows = sorted((self.cut(n) for n in order[start:start + 4000]), key=lambda r: len(r[0]))
                packs, pack = [], []
                for row in rows:
                    if pack and len(row[0]) * (len(pack) + 1) > tokens:
                        packs.append(pack); pack = []
                    pack.append(row)
                packs.append(pack)
                self.rng.shuffle(packs)
                yield from (padded(p) for p in packs)


def padded(rows):
    t = min(POSITIONS, max(len(r[0]) for r in rows))
    grid = lambda k, fill: torch.tensor(np.stack([np.pad(r[k][:t], (0, t - len(r[k][:t])), constant_values=fill) for r in rows]).astype(np.int64))
    return grid(0, 0), grid(1, 0), grid(2, -1), torch.tensor([min(t, len(r[0])) for r in rows])


def main():
    p = argparse.ArgumentParser()
    for name in ("folder", "pretrained", "whole", "to"): p.add_argument("--" + name)
    p.add_argument("--from", dest="start")
    p.add_argument("--steps", type=int, default=10**9); p.add_argument("--minutes", type=float, default=0.0); p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--tokens", type=int, default=2048); p.add_argument("--shrink-at", type=float, default=0.6)
    p.add_argument("--seed", type=int, default=1); p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    torch.manual_seed(a.seed); torch.set_num_threads(a.threads)
    read = lambda path: open(path, encoding="utf-8").read().split("\n")[:-1]
    vocabulary = read(a.folder + "/vocabulary.txt")
    if a.start:
        net = Encoder(len(vocabulary)); net.load_state_dict(torch.load(a.start)); small = True
        for m in net.modules():
            if hasattr(m, "small"): m.small = True
    else:
        net, small = pretrained(a.pretrained, read(a.whole), vocabulary), False
    copy = Copy(a.folder, vocabulary, a.seed)
    decayed = [w for n, w in net.named_parameters() if w.dim() == 2 and "scale" not in n]
    plain = [w for n, w in net.named_parameters() if w.dim() != 2 or "scale" in n]
    opt = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=a.rate, betas=(0.9, 0.98), fused=True)
    began, lost, seen = time.time(), 0.0, 0
    for step, (ids, cases, labels, lengths) in zip(range(a.steps), copy.batches(a.tokens)):
        done = step / a.steps if not a.minutes else (time.time() - began) / (60 * a.minutes)
        if done >= 1:
            break
        if not small and done >= a.shrink_at:
            torch.save(net.state_dict(), a.to + ".whole"); net.shrink(); small = True
        rate = a.rate * min(1, (step + 1) / 150) * max(0.005, 1 - done)
        for g in opt.param_groups: g["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            out = net(ids, cases, lengths)
        loss = F.cross_entropy(out.float().reshape(-1, 3), labels.reshape(-1), ignore_index=-1)
        opt.zero_grad(set_to_none=True); loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step()
        lost += loss.item(); seen += len(ids)
        if (step + 1) % 50 == 0:
            print(f"step {step + 1} loss {lost / 50:.4f} sentences {seen} {time.time() - began:.0f} s", flush=True); lost = 0.0
        if (step + 1) % 1000 == 0:
            torch.save(net.state_dict(), a.to)
    torch.save(net.state_dict(), a.to)


if __name__ == "__main__":
    main()
