"""The ego-status planner: a linear extrapolation learnt from constant velocity, plus a small MLP that corrects it."""

import torch
from torch import nn

from samples import FUTURE_S, HISTORY_S, Samples

POSES = len(FUTURE_S)
INPUTS = len(HISTORY_S) * 3 + 2 + 2 + 4


class EgoMlp(nn.Module):
    """history [n,4,3], velocity [n,2], acceleration [n,2] (all normalised), command [n,4] one-hot -> trajectory [n,8,3] in SI."""

    def __init__(self, hidden: int = 192):
        super().__init__()
        self.skip = nn.Linear(INPUTS, POSES * 3)
        self.mlp = nn.Sequential(
            nn.Linear(INPUTS, hidden), nn.GELU(), nn.Linear(hidden, hidden), nn.GELU(), nn.Linear(hidden, POSES * 3)
        )

    def start_at_constant_velocity(self, velocity_scale: torch.Tensor) -> None:
        """Makes the untrained network answer as constant velocity does (velocity is normalised by scale only)."""
        with torch.no_grad():
            for layer in (self.skip, self.mlp[-1]):
                layer.weight.zero_()
                layer.bias.zero_()
            first = len(HISTORY_S) * 3
            for i, t in enumerate(FUTURE_S):
                self.skip.weight[i * 3, first] = t * velocity_scale[0]
                self.skip.weight[i * 3 + 1, first + 1] = t * velocity_scale[1]

    def forward(self, history, velocity, acceleration, command):
        x = torch.cat([history.flatten(1), velocity, acceleration, command], 1)
        return (self.skip(x) + self.mlp(x)).reshape(-1, POSES, 3)


def scales_of(samples: Samples) -> dict[str, torch.Tensor]:
    """Root mean squares of each input over the samples; inputs are divided by them, nothing is subtracted.

    Rounded, since the manifest carries them as decimal numbers. The pose at the instant itself is always zero: scale 1.
    """
    rounded = {}
    for name in ("history", "velocity", "acceleration"):
        rms = ((getattr(samples, name) ** 2).mean(0)) ** 0.5
        rounded[name] = torch.tensor([[round(float(v), 4) or 1.0 for v in row] for row in rms.reshape(-1, rms.shape[-1])])
    return {name: r if name == "history" else r[0] for name, r in rounded.items()}


def tensors_of(samples: Samples, scales: dict[str, torch.Tensor]) -> list[torch.Tensor]:
    """Model inputs in the order of `forward`."""
    inputs = [torch.tensor(getattr(samples, n), dtype=torch.float32) / scales[n] for n in ("history", "velocity", "acceleration")]
    return [*inputs, torch.tensor(samples.command, dtype=torch.float32)]
