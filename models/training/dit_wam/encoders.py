"""Six small frame encoders for the probe lab, each [N, 3, S, S] (or [N, T, 3, S, S]) in [-1, 1] to [N, width]."""

import torch
from torch import nn
from torch.nn import functional as F

from vae import Residual, Vae, norm

SMALL_PX = 64


class Trunk(nn.Module):
    """Convolutions to a map of 1/8 of the size, `width` channels."""

    def __init__(self, width: int, first: int = 32):
        super().__init__()
        self.body = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(12, first, 3, padding=1), Residual(first),
            nn.Conv2d(first, 2 * first, 4, stride=2, padding=1), Residual(2 * first),
            nn.Conv2d(2 * first, width, 4, stride=2, padding=1), Residual(width),
            norm(width), nn.SiLU(),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.body(x)


class RandomConv(nn.Module):
    """Never trained: what the architecture alone gives."""

    width, px, frames = 128, SMALL_PX, 1

    def __init__(self):
        super().__init__()
        self.trunk = Trunk(self.width)

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        return self.trunk(frames).mean((2, 3))


class Supervised(nn.Module):
    """Learns what a frame shows: light, weather, kind of place, which agents stand ahead and how near the nearest is."""

    width, px, frames = 192, 128, 1

    def __init__(self, answers: dict[str, int] | None = None):
        super().__init__()
        self.body = nn.Sequential(
            nn.PixelUnshuffle(4), nn.Conv2d(48, 64, 3, padding=1), Residual(64),
            nn.Conv2d(64, 128, 4, stride=2, padding=1), Residual(128),
            nn.Conv2d(128, self.width, 4, stride=2, padding=1), Residual(self.width),
            norm(self.width), nn.SiLU(),
        )
        self.heads = nn.ModuleDict({name: nn.Linear(self.width, n) for name, n in (answers or {}).items()})

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        return self.body(frames).mean((2, 3))


class SelfDistilled(nn.Module):
    """A small vision transformer that learns to answer as a slow copy of itself does for another view; class token."""

    width, px, frames = 128, SMALL_PX, 1
    patch, depth, heads = 8, 3, 4

    def __init__(self):
        super().__init__()
        width = self.width
        self.entry = nn.Conv2d(3, width, self.patch, stride=self.patch)
        self.place = nn.Parameter(0.02 * torch.randn((self.px // self.patch) ** 2 + 1, width))
        self.token = nn.Parameter(0.02 * torch.randn(1, 1, width))
        self.layers = nn.ModuleList(VitBlock(width, self.heads) for _ in range(self.depth))
        self.exit = nn.LayerNorm(width)

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        x = self.entry(frames).flatten(2).transpose(1, 2)
        x = torch.cat([self.token + 0 * x[:, :1], x], 1) + self.place
        for layer in self.layers:
            x = layer(x)
        return self.exit(x[:, 0])


class VitBlock(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.queries, self.keys, self.values, self.out = (nn.Linear(width, width) for _ in range(4))
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        each = x.shape[-1] // self.heads
        y = self.before(x)
        q = (self.queries(y) * each**-0.5).unflatten(-1, (self.heads, each)).transpose(1, 2)
        k = self.keys(y).unflatten(-1, (self.heads, each)).permute(0, 2, 3, 1)
        v = self.values(y).unflatten(-1, (self.heads, each)).transpose(1, 2)
        x = x + self.out((torch.softmax(q @ k, -1) @ v).transpose(1, 2).flatten(2))
        return x + self.mlp(self.between(x))


class Codebook(nn.Module):
    """An auto-encoder whose map must be spelled with 512 words; the spatial mean of the map before spelling."""

    width, px, frames = 96, SMALL_PX, 1
    words, word_length = 512, 32

    def __init__(self):
        super().__init__()
        self.trunk = Trunk(self.width)
        self.narrow = nn.Conv2d(self.width, self.word_length, 1)
        self.book = nn.Embedding(self.words, self.word_length)
        nn.init.uniform_(self.book.weight, -0.5, 0.5)
        self.decoder = nn.Sequential(
            nn.Conv2d(self.word_length, 96, 3, padding=1), Residual(96),
            nn.Upsample(scale_factor=2), nn.Conv2d(96, 64, 3, padding=1), Residual(64),
            norm(64), nn.SiLU(), nn.Conv2d(64, 48, 3, padding=1), nn.PixelShuffle(4),
        )

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        return self.trunk(frames).mean((2, 3))

    def spelled(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The picture again, the loss of spelling and the words used."""
        z = self.narrow(self.trunk(x)).float()
        flat = z.permute(0, 2, 3, 1).reshape(-1, self.word_length)
        words = (flat.square().sum(1, True) - 2 * flat @ self.book.weight.T + self.book.weight.square().sum(1)).argmin(1)
        spelled = self.book(words).view(z.shape[0], z.shape[2], z.shape[3], -1).permute(0, 3, 1, 2)
        loss = F.mse_loss(spelled, z.detach()) + 0.25 * F.mse_loss(z, spelled.detach())
        return torch.tanh(self.decoder(z + (spelled - z).detach())), loss, words


class Clip4(nn.Module):
    """Four frames half a second apart, oldest first; learns how far and which way the car moved between them, from its odometry."""

    width, px, frames = 128, SMALL_PX, 4

    def __init__(self):
        super().__init__()
        self.trunk = Trunk(32, first=16)
        self.mix = nn.Sequential(
            nn.Conv2d(4 * 32, 96, 3, padding=1), nn.SiLU(), Residual(96), nn.Conv2d(96, 64, 4, stride=2, padding=1), Residual(64), norm(64), nn.SiLU()
        )
        self.exit = nn.Linear(64 * 16, self.width)
        self.head = nn.Linear(self.width, 6)

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        maps = self.trunk(frames.flatten(0, 1)).unflatten(0, (-1, self.frames)).flatten(1, 2)
        return F.silu(self.exit(self.mix(maps).flatten(1)))


class VaeMean(nn.Module):
    """The VAE's mean, pooled to 4 x 4 places."""

    width, px, frames = 64, 128, 1

    def __init__(self, vae: Vae | None = None):
        super().__init__()
        self.encoder = (vae or Vae()).encoder

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        return F.avg_pool2d(self.encoder(frames)[0], 4).flatten(1)


ENCODERS = {
    "encoder-random-conv": ("Random convolutions", RandomConv),
    "encoder-supervised": ("Supervised", Supervised),
    "encoder-self-distilled": ("Self-distilled transformer", SelfDistilled),
    "encoder-codebook": ("Codebook", Codebook),
    "encoder-clip4": ("Four-frame clip", Clip4),
    "encoder-vae-mean": ("VAE mean", VaeMean),
}
FEATURE_NET = "encoder-supervised"
