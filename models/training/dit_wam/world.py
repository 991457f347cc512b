"""World network: the anchored diffusion transformer over latent tokens (AnchoredVAEDiT), in a compact size."""

import math
from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional as F


@dataclass(frozen=True)
class WorldShape:
    """Numbers of one network; `anchored` adds the present tokens to the answer, `attention` lets tokens look at each other."""

    width: int = 192
    blocks: int = 4
    heads: int = 4
    horizon: int = 8
    tokens: int = 64
    token_length: int = 16
    features: int = 90
    anchored: bool = True
    attention: bool = True

    def as_json(self) -> dict:
        return asdict(self)


class TimeEmbedding(nn.Module):
    """Sinusoid of the diffusion step (int64 [B]) through an MLP: [B, D]."""

    def __init__(self, width: int):
        super().__init__()
        half = width // 2
        self.register_buffer("frequencies", torch.exp(-math.log(10000.0) * torch.arange(half) / half), persistent=False)
        self.mlp = nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width))

    def forward(self, t: torch.Tensor) -> torch.Tensor:
        angle = t.to(torch.float32)[:, None] * self.frequencies
        return self.mlp(torch.cat([angle.sin(), angle.cos()], -1))


class Attention(nn.Module):
    """Full attention over all tokens of all steps, written out: faster on a CPU than the fused operator in bf16."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.queries = nn.Linear(width, width)
        self.keys = nn.Linear(width, width)
        self.values = nn.Linear(width, width)
        self.exit = nn.Linear(width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        width = x.shape[-1]
        each = width // self.heads
        q = (self.queries(x) * each**-0.5).unflatten(-1, (self.heads, each)).transpose(1, 2)
        k = self.keys(x).unflatten(-1, (self.heads, each)).permute(0, 2, 3, 1)
        v = self.values(x).unflatten(-1, (self.heads, each)).transpose(1, 2)
        return self.exit((torch.softmax(q @ k, -1) @ v).transpose(1, 2).flatten(2))


def normed(x: torch.Tensor, scale: torch.Tensor, shift: torch.Tensor) -> torch.Tensor:
    """Layer norm without weights of its own, scaled and shifted by the condition."""
    return F.layer_norm(x, (int(x.shape[-1]),)) * (1 + scale) + shift


class Block(nn.Module):
    """One condition vector a step steers its tokens; without attention the MLP is wider, so that the size stays equal."""

    def __init__(self, shape: WorldShape):
        super().__init__()
        width = shape.width
        self.attention = Attention(width, shape.heads) if shape.attention else None
        hidden = (4 if shape.attention else 6) * width
        self.mlp = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, width))
        self.parts = 6 if shape.attention else 3
        self.modulation = nn.Linear(width, self.parts * width)
        with torch.no_grad():
            # Gates start at 1, so a short training run starts with open branches.
            for gate in range(2, self.parts, 3):
                self.modulation.bias[gate * width : (gate + 1) * width] = 1

    def forward(self, x: torch.Tensor, condition: torch.Tensor) -> torch.Tensor:
        """x [B, H, S, D], condition [B, H, 1, D]."""
        parts = self.modulation(condition).chunk(self.parts, -1)
        if self.attention is not None:
            shift, scale, gate = parts[:3]
            y = normed(x, scale, shift)
            x = x + gate * self.attention(y.flatten(1, 2)).unflatten(1, (x.shape[1], x.shape[2]))
        shift, scale, gate = parts[-3:]
        return x + gate * self.mlp(normed(x, scale, shift))


class World(nn.Module):
    """x [B, H·S, P], anchor [B, S, P], action_features [B, H, F], t int64 [B], null_action [B] → prediction [B, H·S, P]."""

    def __init__(self, shape: WorldShape):
        super().__init__()
        width, length = shape.width, shape.token_length
        self.shape = shape
        self.entry = nn.Sequential(nn.Linear(length, width), nn.Linear(width, width))
        # The paper's network sees only the mean of the present tokens; a compact one also sees each at its place.
        self.anchor = nn.Linear(length, width)
        self.pooled = nn.Linear(length, width)
        self.actions = nn.Sequential(nn.Linear(shape.features, width), nn.GELU(), nn.Linear(width, width))
        self.time = TimeEmbedding(width)
        self.spatial = nn.Parameter(0.02 * torch.randn(shape.tokens, width))
        self.temporal = nn.Parameter(0.02 * torch.randn(shape.horizon, 1, width))
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.blocks))
        self.modulation = nn.Linear(width, 3 * width)
        self.still = nn.Linear(width, width)
        self.exit = nn.Linear(width, length)
        with torch.no_grad():
            self.modulation.bias[2 * width :] = 1
            # An anchored network starts as "copy the present".
            self.still.weight.zero_()
            self.still.bias.zero_()
            self.exit.bias.zero_()

    def forward(self, x, anchor, action_features, t, null_action):
        steps, tokens = self.shape.horizon, self.shape.tokens
        y = self.entry(x.unflatten(1, (steps, tokens))) + self.anchor(anchor)[:, None] + self.spatial + self.temporal
        actions = self.actions(action_features) * null_action[:, None, None]
        condition = (self.time(t) + self.pooled(anchor.mean(1)))[:, None] + actions
        condition = condition[:, :, None]
        for block in self.blocks:
            y = block(y, condition)
        shift, scale, gate = self.modulation(condition).chunk(3, -1)
        delta = self.exit(gate * self.still(normed(y, scale, shift)))
        if self.shape.anchored:
            delta = delta + anchor[:, None]
        return delta.flatten(1, 2)
