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


class Moved(nn.Module):
    """The present latent as it would look from where the actions lead to: [B, H, S, K·(P + patch²)] for K guesses of depth.

    A latent pixel is guessed to lie on the ground (at the horizon where it looks above it), or upright not farther than 25, 12 or
    6 m; which guess is right is for the network to see. What was out of view is 0, and a mask says so. The camera is that of the
    sample world's training layout, 1.5 m above the road and 1.7 m before the rear axle. Nothing here is learned.
    """

    HEIGHT_M, AHEAD_M = 1.5, 1.7
    DEPTHS_M = (60.0, 25.0, 12.0, 6.0)
    FOCAL_OF_WIDTH = 162.53968 / 128

    def __init__(self, tokens: int, token_length: int, patch: int = 2):
        super().__init__()
        self.patch, self.rows = patch, math.isqrt(tokens)
        self.channels = token_length // patch**2
        side = self.rows * patch
        self.focal, self.middle = self.FOCAL_OF_WIDTH * side, (side - 1) / 2
        places = (torch.arange(side) - self.middle) / self.focal
        right, down = places.repeat(side, 1), places[:, None].repeat(1, side)
        ground = torch.where(down > 0.02, self.HEIGHT_M / down.clamp(min=0.02), torch.tensor(self.DEPTHS_M[0]))
        for name, value in (("right", right), ("down", down), ("depth", torch.stack([ground.clamp(max=d) for d in self.DEPTHS_M]))):
            self.register_buffer(name, value, persistent=False)
        self.length = len(self.DEPTHS_M) * (token_length + patch**2)

    @torch.no_grad()
    def places(self, action_features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Where each pixel stood, [B, H, K, h, w, 2] (column, row) from -1 to 1 over the picture, and whether it was in view."""
        x, y, yaw = (action_features[:, :, i, None, None, None] * scale for i, scale in ((2, 40.0), (3, 20.0), (4, 1.0)))
        forward, left = self.depth + self.AHEAD_M, -self.right * self.depth
        before = x + yaw.cos() * forward - yaw.sin() * left - self.AHEAD_M
        aside = y + yaw.sin() * forward + yaw.cos() * left
        near, side = before.clamp(min=0.5), self.rows * self.patch
        column = -aside / near * self.focal * (2 / side)
        row = self.down * self.depth / near * self.focal * (2 / side)
        seen = (before > 0.5) & (column.abs() < 1) & (row.abs() < 1)
        place = torch.stack([column.clamp(-2, 2), row.clamp(-2, 2)], -1)
        return torch.where(seen[..., None], place, torch.full_like(place, 2.0)), seen.to(place.dtype)

    @torch.compiler.disable
    @torch.no_grad()
    def forward(self, anchor: torch.Tensor, action_features: torch.Tensor) -> torch.Tensor:
        n, p, steps, guesses = self.rows, self.patch, action_features.shape[1], len(self.DEPTHS_M)
        side = n * p
        picture = anchor.unflatten(1, (n, n)).unflatten(3, (self.channels, p, p)).permute(0, 3, 1, 4, 2, 5).flatten(4, 5).flatten(2, 3)
        place, seen = self.places(action_features)
        moved = F.grid_sample(picture, place.flatten(1, 3), mode="bilinear", padding_mode="zeros", align_corners=False)
        moved = moved.unflatten(2, (steps, guesses, side)).permute(0, 2, 3, 1, 4, 5)
        told = torch.cat([moved, seen[:, :, :, None]], 3).flatten(2, 3)
        return told.unflatten(4, (n, p)).unflatten(3, (n, p)).permute(0, 1, 3, 5, 2, 4, 6).flatten(4, 6).flatten(2, 3)


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
        # Nor is the paper's told how the ego moves the view; attention finds that in days of training, not in minutes.
        self.moved = Moved(shape.tokens, length)
        self.source = nn.Linear(self.moved.length, width)
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
        y = y + self.source(self.moved(anchor, action_features)) * null_action[:, None, None, None]
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
