"""The encoder: layers of 384 units (MiniLM’s), a head of three at each place where an article may be missing."""
import json, math, struct
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

UNITS, INNER, HEADS, CASES, POSITIONS = 384, 1536, 12, 4, 128
LEVELS = 7  # weights are whole numbers from -7 to 7 times a scale


class Round(torch.autograd.Function):
    """Rounds; its gradient passes as if it did not (Bengio et al. 2013)."""

    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, g):
        return g


class Linear(nn.Module):
    """A linear layer whose weights may be held to 4 bits, one learnt scale for 384 of them (LSQ, Esser et al. 2020)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.scale = nn.Parameter(torch.ones(outputs, inputs // UNITS))
        self.small = False

    def shrink(self):
        w = self.weight.data.view(self.weight.shape[0], -1, UNITS)
        self.scale.data = best_scale(w)
        self.small = True

    def small_weight(self):
        w = self.weight.view(self.weight.shape[0], -1, UNITS)
        g = 1.0 / math.sqrt(UNITS * LEVELS)
        s = (self.scale - self.scale * g).detach() + self.scale * g
        s = s.abs().clamp_min(1e-6)[..., None]
        return (Round.apply((w / s).clamp(-LEVELS, LEVELS)) * s).view_as(self.weight)

    def forward(self, x):
        return F.linear(x, self.small_weight() if self.small else self.weight, self.bias)


def best_scale(w):
    """Of a few shares of the largest weight the scale with the least squared error."""
    top = w.abs().amax(-1)
    best, least = top / LEVELS, None
    for share in np.linspace(0.45, 1.0, 23):
        s = (top * float(share) / LEVELS).clamp_min(1e-8)
        e = ((w / s[..., None]).round().clamp(-LEVELS, LEVELS) * s[..., None] - w).square().sum(-1)
        if least is None:
            best, least = s, e
        else:
            best = torch.where(e < least, s, best); least = torch.minimum(e, least)
    return best


class Layer(nn.Module):
    dropped = 0.0  # the share of a layer's output that training leaves out

    def __init__(self):
        super().__init__()
        self.qkv, self.mixed = Linear(UNITS, 3 * UNITS), Linear(UNITS, UNITS)
        self.up, self.down = Linear(UNITS, INNER), Linear(INNER, UNITS)
        self.first, self.second = nn.LayerNorm(UNITS, eps=1e-12), nn.LayerNorm(UNITS, eps=1e-12)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, UNITS // HEADS).permute(2, 0, 3, 1, 4)
        c = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, t, UNITS)
        drop = lambda y: F.dropout(y, self.dropped, self.training)
        x = self.first((x + drop(self.mixed(c))).float())
        return self.second((x + drop(self.down(F.gelu(self.up(x), approximate="tanh")))).float())


class Encoder(nn.Module):
    def __init__(self, pieces, layers):
        super().__init__()
        self.register_buffer("words", torch.zeros(pieces, UNITS))
        self.register_buffer("words_scale", torch.ones(pieces, 1))
        self.positions = nn.Parameter(torch.zeros(POSITIONS, UNITS))
        self.cases = nn.Parameter(torch.zeros(CASES, UNITS))
        self.norm = nn.LayerNorm(UNITS, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(UNITS, 3)

    def shrink(self):
        for m in self.modules():
            if isinstance(m, Linear):
                m.shrink()

    def keep_small(self):
        """The layers' weights are read as 4 bits with the scales they have."""
        for m in self.modules():
            if isinstance(m, Linear):
                m.small = True

    def forward(self, ids, cases, lengths):
        t = ids.shape[1]
        x = self.norm(self.words[ids] * self.words_scale[ids] + self.positions[:t] + self.cases[cases])
        mask = (torch.arange(t, device=ids.device)[None] < lengths[:, None])[:, None, None]
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x)


def read_safetensors(path):
    with open(path, "rb") as f:
        n = struct.unpack("<Q", f.read(8))[0]
        head, data = json.loads(f.read(n)), f.read()
    out = {}
    for name, at in head.items():
        if name != "__metadata__" and at["dtype"] == "F32":
            a, b = at["data_offsets"]
            out[name] = torch.from_numpy(np.frombuffer(data[a:b], np.float32).reshape(at["shape"]).copy())
    return out


def pretrained(path, whole, kept, layers):
    """The named layers of MiniLM with the word embeddings of the kept pieces alone, in 4 bits from the beginning."""
    w = read_safetensors(path)
    ids = {piece: i for i, piece in enumerate(whole)}
    net = Encoder(len(kept), len(layers))
    words = w["embeddings.word_embeddings.weight"][[ids[p] for p in kept]]
    s = best_scale(words[:, None])
    net.words_scale.copy_(s); net.words.copy_((words / s).round().clamp(-LEVELS, LEVELS))
    net.positions.data = w["embeddings.position_embeddings.weight"][:POSITIONS] + w["embeddings.token_type_embeddings.weight"][0]
    load(net.norm, w, "embeddings.LayerNorm")
    for i, layer in zip(layers, net.layers):
        p = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            getattr(layer.qkv, part).data = torch.cat([w[f"{p}attention.self.{x}.{part}"] for x in ("query", "key", "value")])
        load(layer.mixed, w, p + "attention.output.dense"); load(layer.first, w, p + "attention.output.LayerNorm")
        load(layer.up, w, p + "intermediate.dense"); load(layer.down, w, p + "output.dense")
        load(layer.second, w, p + "output.LayerNorm")
    nn.init.normal_(net.head.weight, std=0.02); nn.init.zeros_(net.head.bias)
    return net


def load(module, w, name):
    module.weight.data, module.bias.data = w[name + ".weight"], w[name + ".bias"]


def taught(checkpoint, device="cpu", layers=None):
    """A network that has been taught before, from its checkpoint: all of its layers, or those named."""
    state = torch.load(checkpoint, map_location=device)
    layers = layers or sorted({int(name.split(".")[1]) for name in state if name.startswith("layers.")})
    net = Encoder(len(state["words"]), len(layers)).to(device)
    source = lambda name: f"layers.{layers[int(name.split('.')[1])]}.{name.split('.', 2)[2]}" if name.startswith("layers.") else name
    net.load_state_dict({name: state[source(name)] for name in net.state_dict()})
    net.keep_small()
    return net
