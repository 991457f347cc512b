"""Cosine noise schedule and the deterministic sampler (DDIM, eta 0), as src/main/inference/sampling has them."""

import numpy as np
import torch

TRAIN_STEPS = 1000
OFFSET = 0.008


def alpha_bars() -> torch.Tensor:
    """abar_t of t = 0 … 999."""
    f = np.cos((np.arange(TRAIN_STEPS) / TRAIN_STEPS + OFFSET) / (1 + OFFSET) * np.pi / 2) ** 2
    return torch.from_numpy((f / f[0]).astype(np.float32))


def noised(clean: torch.Tensor, noise: torch.Tensor, abar: torch.Tensor) -> torch.Tensor:
    abar = abar.view(-1, *[1] * (clean.dim() - 1))
    return abar.sqrt() * clean + (1 - abar).sqrt() * noise


@torch.no_grad()
def sample(world, anchor, features, noise, *, objective: str, steps: int = 50) -> torch.Tensor:
    """Standardised tokens [B, H·S, P] of the future; guidance off. `direct` answers in one pass and takes no noise."""
    batch = len(anchor)
    one = torch.ones(batch, device=anchor.device)
    if objective == "direct":
        t = torch.zeros(batch, dtype=torch.int64, device=anchor.device)
        return world(anchor.repeat(1, world.shape.horizon, 1), anchor, features, t, one)
    abars = alpha_bars().to(anchor.device)
    times = [TRAIN_STEPS // steps * i for i in reversed(range(steps))]
    x = noise
    for i, t in enumerate(times):
        abar = abars[t]
        answer = world(x, anchor, features, torch.full((batch,), t, dtype=torch.int64, device=anchor.device), one)
        clean = answer if objective == "x0" else (x - (1 - abar).sqrt() * answer) / abar.sqrt()
        direction = (x - abar.sqrt() * clean) / (1 - abar + 1e-8).sqrt()
        after = abars[times[i + 1]] if i + 1 < steps else torch.ones(())
        x = after.sqrt() * clean + (1 - after).sqrt() * direction
    return x


@torch.no_grad()
def chain(world, anchor, features) -> torch.Tensor:
    """Jumps, each from the last one's answer: features [B, chain, 1, F] to tokens [B, chain, S, P]."""
    out, zero = [], torch.zeros(len(anchor), dtype=torch.int64, device=anchor.device)
    for j in range(features.shape[1]):
        anchor = world(anchor, anchor, features[:, j], zero, torch.ones(len(anchor), device=anchor.device))
        out.append(anchor)
    return torch.stack(out, 1)
