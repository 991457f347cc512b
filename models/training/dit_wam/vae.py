"""Conv VAE between 128 x 128 RGB frames in [-1, 1] and latents of 4 x 16 x 16."""

import torch
from torch import nn
from torch.nn import functional as F

LATENT_CHANNELS = 4


def norm(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(8, channels)


class Residual(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.body = nn.Sequential(
            norm(channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1),
            norm(channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.body(x)


class Encoder(nn.Module):
    """[N, 3, 128, 128] in [-1, 1] to mean and log variance, [N, 4, 16, 16] each."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(12, 32, 3, padding=1), Residual(32),
            nn.Conv2d(32, 64, 4, stride=2, padding=1), Residual(64),
            nn.Conv2d(64, 128, 4, stride=2, padding=1), Residual(128), Residual(128),
            norm(128), nn.SiLU(), nn.Conv2d(128, 2 * LATENT_CHANNELS, 3, padding=1),
        )

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        mean, log_variance = self.body(x).chunk(2, dim=1)
        return mean, log_variance.clamp(-12, 4)


class Decoder(nn.Module):
    """[N, 4, 16, 16] to [N, 3, 128, 128] in [-1, 1]."""

    def __init__(self):
        super().__init__()
        self.entry = nn.Sequential(nn.Conv2d(LATENT_CHANNELS, 128, 3, padding=1), Residual(128), Residual(128))
        self.up1 = nn.Sequential(nn.Conv2d(128, 96, 3, padding=1), Residual(96))
        self.up2 = nn.Sequential(nn.Conv2d(96, 48, 3, padding=1), Residual(48))
        self.exit = nn.Sequential(norm(48), nn.SiLU(), nn.Conv2d(48, 12, 3, padding=1), nn.PixelShuffle(2))

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        x = self.entry(z)
        for up in (self.up1, self.up2):
            x = up(F.interpolate(x, scale_factor=2.0, mode="nearest"))
        return torch.tanh(self.exit(x))


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.decoder = Decoder()

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        mean, log_variance = self.encoder(x)
        z = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
        return self.decoder(z), mean, log_variance
