"""Teaches the encoder to put cut articles back.

  train.py --folder PREPARED (--pretrained MODEL.SAFETENSORS --whole VOCAB.TXT | --from CHECKPOINT) --epochs N --to CHECKPOINT

A sentence keeps all its articles, loses one, or loses each with a probability drawn anew; the label of a place is the
article that stood there. The last part of the run holds the weights to 4 bits. With a teacher the network also learns what
the teacher says of each place (Hinton et al. 2015). Runs on the CPU or, much faster, on a GPU.
"""
import argparse, time
import numpy as np
import torch
import torch.nn.functional as F
from network import POSITIONS, Layer, pretrained, taught

NONE, A, THE = 0, 1, 2
TITLE = 1
CHUNK = 65_536  # sentences that are sorted by length together


class Copy:
    """Sentences as pieces, on the device; a batch has its articles cut anew each time it is drawn."""

    def __init__(self, folders, vocabulary, device):
        parts = [np.load(folder + "/sentences.npz") for folder in folders]
        join = lambda key: torch.from_numpy(np.concatenate([p[key].astype(np.int32) for p in parts])).to(device)
        self.ids, self.cases, self.flags = join("ids"), join("cases"), join("flags")
        lengths = np.concatenate([np.diff(p["ends"]) for p in parts])
        self.lengths = lengths
        self.starts = torch.from_numpy(np.cumsum(lengths) - lengths).to(device)
        ids = {p: i for i, p in enumerate(vocabulary)}
        self.cls, self.sep, self.the = ids["[CLS]"], ids["[SEP]"], ids["the"]
        self.device = device

    def packs(self, sentences, tokens, rng):
        """The sentences in packs of about so many tokens, those of like length together, in random order."""
        order = rng.permutation(sentences)
        for start in range(0, len(order), CHUNK):
            rows = order[start:start + CHUNK]
            rows = rows[np.argsort(self.lengths[rows], kind="stable")]
            packs, at = [], 0
            while at < len(rows):
                end = min(len(rows), at + max(1, tokens // (int(self.lengths[rows[at]]) + 2)))
                while (int(self.lengths[rows[end - 1]]) + 2) * (end - at) > tokens and end > at + 1:
                    end = at + max(1, (end - at) * 15 // 16)
                packs.append(rows[at:end]); at = end
            for n in rng.permutation(len(packs)):
                yield packs[n]

    def cut(self, rows):
        """Ids, cases, labels (-1 where no gap may stand) and lengths of sentences with articles cut."""
        device = self.device
        longest = int(self.lengths[rows].max())
        length = torch.from_numpy(self.lengths[rows]).to(device)[:, None]
        at = torch.arange(longest, device=device)[None]
        here = at < length
        place = (self.starts[torch.from_numpy(rows).to(device)][:, None] + at).clamp_max(len(self.ids) - 1)
        ids, cases, flags = self.ids[place], self.cases[place], self.flags[place] * here
        article = (flags & 2) > 0
        gone = self.drawn(article)
        before = F.pad(gone[:, :-1], (1, 0))
        label = torch.where((flags & 1) > 0, NONE, -1)
        left = F.pad(ids[:, :-1], (1, 0))
        label = torch.where(before, torch.where(left == self.the, THE, A), label)
        capital = before & (F.pad(cases[:, :-1], (1, 0)) == TITLE) & (cases == 0)
        cases = torch.where(capital, TITLE, cases)
        stay = here & ~gone
        order = torch.argsort((~stay).int(), dim=1, stable=True)
        kept = stay.sum(1)
        grid = lambda x, rest: F.pad(torch.where(at < kept[:, None], x.gather(1, order), rest), (1, 1), value=rest)
        ids, cases, label = grid(ids, 0).long(), grid(cases, 0).long(), grid(label, -1).long()
        ids[:, 0] = self.cls
        ids[torch.arange(len(rows), device=device), kept + 1] = self.sep
        return ids[:, :POSITIONS], cases[:, :POSITIONS], label[:, :POSITIONS], (kept + 2).clamp_max(POSITIONS)

    def drawn(self, article):
        """Which articles are cut: none of 30% of sentences, one of 35%, a random share of the others."""
        many = len(article)
        noise = torch.rand(article.shape, device=self.device)
        how = torch.rand(many, 1, device=self.device)
        one = article & (noise == noise.masked_fill(~article, -1).amax(1, keepdim=True))
        some = article & (noise < 0.1 + 0.6 * torch.rand(many, 1, device=self.device))
        return (one & (how >= 0.3) & (how < 0.65)) | (some & (how >= 0.65))


def main():
    p = argparse.ArgumentParser()
    for name in ("pretrained", "whole", "to", "teacher"): p.add_argument("--" + name)
    p.add_argument("--folder", nargs="+"); p.add_argument("--from", dest="start")
    p.add_argument("--layers", help="numbers of the layers that are kept: 0,1,3,5"); p.add_argument("--dropout", type=float, default=0.0)
    p.add_argument("--epochs", type=float, default=1.0)
    p.add_argument("--rate", type=float, default=5e-4); p.add_argument("--tokens", type=int, default=16384)
    p.add_argument("--shrink-at", type=float, default=0.6); p.add_argument("--held-back", type=int, default=4000)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(a.seed); Layer.dropped = a.dropout
    read = lambda path: open(path, encoding="utf-8").read().split("\n")[:-1]
    vocabulary = read(a.folder[0] + "/vocabulary.txt")
    small = bool(a.start)
    layers = [int(n) for n in a.layers.split(",")] if a.layers else None
    net = taught(a.start, "cpu", layers) if small else pretrained(a.pretrained, read(a.whole), vocabulary, layers or range(6))
    net = net.to(device)
    teacher = taught(a.teacher, device).eval() if a.teacher else None
    copy = Copy(a.folder, vocabulary, device)
    rng = np.random.default_rng(a.seed)
    everything = np.random.default_rng(0).permutation(len(copy.lengths))
    held, taught_on = everything[:a.held_back], everything[a.held_back:]
    decayed = [w for n, w in net.named_parameters() if w.dim() == 2 and "scale" not in n]
    plain = [w for n, w in net.named_parameters() if w.dim() != 2 or "scale" in n]
    opt = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=a.rate, betas=(0.9, 0.98), fused=True)
    total = a.epochs * sum(int(copy.lengths[n]) + 2 for n in taught_on)
    began, lost, seen, steps = time.time(), torch.zeros((), device=device), 0, 0
    net.train()
    while True:
        for rows in copy.packs(taught_on, a.tokens, rng):
            done = seen / total
            if done >= 1:
                break
            if not small and done >= a.shrink_at:
                net.shrink(); small = True
            rate = a.rate * min(1, (steps + 1) / 300) * max(0.005, 1 - done)
            for g in opt.param_groups: g["lr"] = rate
            loss = loss_of(net, teacher, copy.cut(rows), device)
            opt.zero_grad(set_to_none=True); loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step()
            lost += loss.detach(); seen += int(copy.lengths[rows].sum()) + 2 * len(rows); steps += 1
            if steps % 500 == 0:
                print(f"step {steps} done {done:.2f} loss {lost.item() / 500:.4f} tokens {seen / 1e6:.0f} M {time.time() - began:.0f} s", flush=True); lost.zero_()
        else:
            continue
        break
    torch.save(net.state_dict(), a.to)
    net.eval()
    torch.manual_seed(0)
    with torch.no_grad():
        losses = [loss_of(net, None, copy.cut(rows), device).item() for _ in range(3) for rows in copy.packs(held, a.tokens, np.random.default_rng(0))] if len(held) else []
    print(f"steps {steps}, {seen / 1e6:.0f} M tokens in {time.time() - began:.0f} s, loss on {len(held)} held back {np.mean(losses) if losses else 0:.5f}", flush=True)


def loss_of(net, teacher, batch, device):
    ids, cases, labels, lengths = batch
    with torch.autocast(device, torch.bfloat16):
        out = net(ids, cases, lengths).float()
        if teacher is not None:
            with torch.no_grad():
                told = teacher(ids, cases, lengths).float()
    loss = F.cross_entropy(out.reshape(-1, 3), labels.reshape(-1), ignore_index=-1)
    if teacher is None:
        return loss
    asked = labels >= 0
    own = F.log_softmax(out[asked], -1)
    return 0.3 * loss + 0.7 * F.kl_div(own, F.softmax(told[asked], -1), reduction="batchmean")


if __name__ == "__main__":
    main()
