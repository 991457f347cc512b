"""Windows of drives: a present latent, the actions that follow and the latents they lead to."""

from dataclasses import dataclass

import numpy as np

from action_features import half_second_actions, integrate
from shards import Clips

PATCH = 2


def tokens_of(latents: np.ndarray) -> np.ndarray:
    """[..., C, h, w] to [..., S, P]: patches in row order, numbers inside one in the order channel, row, column."""
    *lead, channels, height, width = latents.shape
    rows, columns = height // PATCH, width // PATCH
    cut = latents.reshape(*lead, channels, rows, PATCH, columns, PATCH)
    n = len(lead)
    cut = cut.transpose(*range(n), n + 1, n + 3, n, n + 2, n + 4)
    return np.ascontiguousarray(cut).reshape(*lead, rows * columns, channels * PATCH * PATCH)


def latents_of(tokens: np.ndarray, channels: int, height: int, width: int) -> np.ndarray:
    """The other way round."""
    lead = tokens.shape[:-2]
    rows, columns = height // PATCH, width // PATCH
    n = len(lead)
    cut = tokens.reshape(*lead, rows, columns, channels, PATCH, PATCH)
    cut = cut.transpose(*range(n), n + 2, n, n + 3, n + 1, n + 4)
    return np.ascontiguousarray(cut).reshape(*lead, channels, height, width)


@dataclass
class Windows:
    """Starts of windows of `actions` half seconds. Clips are at 2 Hz: a frame a half second."""

    clip: np.ndarray  # [n]
    frame: np.ndarray  # [n]
    steering: np.ndarray  # [n, actions], normalised
    acceleration: np.ndarray
    speed: np.ndarray  # [n] m/s
    weight: np.ndarray  # [n], 1 for going on as before

    def __len__(self) -> int:
        return len(self.clip)

    def pick(self, rows: np.ndarray) -> "Windows":
        return Windows(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def windows_of(clips: Clips, which: np.ndarray, actions: int = 16, stride: int = 1) -> Windows:
    """All windows of the given clips, a start each `stride` half seconds."""
    steering, acceleration = half_second_actions(clips.column("steeringWheel")[which], clips.column("acceleration")[which])
    halves = min(steering.shape[1], clips.about["frames"] - 1)
    starts = np.arange(0, halves - actions + 1, stride)
    cut = lambda x: np.stack([x[:, s : s + actions] for s in starts], 1).reshape(-1, actions)
    steering, acceleration = cut(steering), cut(acceleration)
    speed = clips.column("speed")[which][:, starts * 5].reshape(-1).astype(np.float64)
    track = integrate(steering, acceleration, speed)
    # Turning and changing speed are rare and are what actions do: such windows come up to 3 times as often.
    turn = np.clip(np.abs(track[..., 2]).max(1) / 0.5, 0, 1)
    change = np.clip((track[..., 3].max(1) - track[..., 3].min(1)) / 8, 0, 1)
    weight = 1 + 1.5 * turn + 0.5 * change
    return Windows(np.repeat(which, len(starts)), np.tile(starts, len(which)), steering, acceleration, speed, weight)
