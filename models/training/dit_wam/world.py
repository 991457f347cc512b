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


def waves(positions: torch.Tensor, width: int) -> torch.Tensor:
    """Sines and cosines of positions [...] between 2 and 30 places long: [..., width]. Short runs do not find places by themselves."""
    frequencies = 0.2 * 15 ** (torch.arange(width // 2, device=positions.device) / (width // 2 - 1))
    angle = positions[..., None] * frequencies
    return torch.cat([angle.sin(), angle.cos()], -1)


def square_places(tokens: int, width: int) -> torch.Tensor:
    """Start of the spatial embedding: half of it tells the row, half the column, [tokens, width]."""
    side = math.isqrt(tokens)
    rows, columns = torch.arange(side).repeat_interleave(side), torch.arange(side).repeat(side)
    return 0.7 * torch.cat([waves(rows, width // 2), waves(columns, width // 2)], -1)


class SourcePlaces(nn.Module):
    """Where in the present picture a token's content stood before the ego moved as the actions say, as waves: [B, H, S, D].

    Two guesses of how far away it is: on the ground (the horizon where the token looks above it), or upright at 12 m. The camera
    is that of the sample world's training layout, 1.5 m above the road and 1.7 m before the rear axle.
    """

    FOCAL_TOKENS = 162.53968 / 16
    HEIGHT_M, AHEAD_M, FAR_M, UPRIGHT_M = 1.5, 1.7, 60.0, 12.0
    WAVES = 32

    def __init__(self, tokens: int, width: int):
        super().__init__()
        side = math.isqrt(tokens)
        self.middle = (side - 1) / 2
        places = (torch.arange(side) - self.middle) / self.FOCAL_TOKENS
        right, down = places.repeat(side), places.repeat_interleave(side)
        ground = torch.where(down > 0.03, self.HEIGHT_M / down.clamp(min=0.03), torch.tensor(self.FAR_M)).clamp(max=self.FAR_M)
        self.register_buffer("right", right, persistent=False)
        self.register_buffer("down", down, persistent=False)
        self.register_buffer("depth", torch.stack([ground, ground.clamp(max=self.UPRIGHT_M)]), persistent=False)
        self.exit = nn.Linear(2 * (2 * self.WAVES + 1), width)

    def forward(self, action_features: torch.Tensor) -> torch.Tensor:
        """`action_features` [B, H, F]; its third to fifth numbers are x / 40, y / 20 and yaw at the step's end."""
        x, y, yaw = (action_features[:, :, i, None, None] * scale for i, scale in ((2, 40.0), (3, 20.0), (4, 1.0)))
        forward, left = self.depth + self.AHEAD_M, -self.right * self.depth
        before = x + yaw.cos() * forward - yaw.sin() * left - self.AHEAD_M
        aside = y + yaw.sin() * forward + yaw.cos() * left
        near = before.clamp(min=0.5)
        column = (self.middle - aside / near * self.FOCAL_TOKENS).clamp(-4, 12)
        row = (self.middle + self.down * self.depth / near * self.FOCAL_TOKENS).clamp(-4, 12)
        seen = (before > 0.5).to(column.dtype)[..., None]
        told = torch.cat([waves(row, self.WAVES), waves(column, self.WAVES), seen], -1)
        return self.exit(told.transpose(2, 3).flatten(3))


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
        for part in (self.queries, self.keys):
            nn.init.normal_(part.weight, std=width**-0.5)

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
        # Nor does the paper's know where things will have moved; attention finds it in days of training, not in minutes.
        self.source = SourcePlaces(shape.tokens, width)
        self.time = TimeEmbedding(width)
        self.spatial = nn.Parameter(square_places(shape.tokens, width))
        self.temporal = nn.Parameter(0.7 * waves(torch.arange(shape.horizon), width)[:, None])
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
        y = y + self.source(action_features) * null_action[:, None, None, None]
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
