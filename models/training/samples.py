"""Training samples out of drives: what the planner knows at a decision instant, and where the vehicle then went.

The same definitions hold in the product (src/main/pipelines/baselines): history and derivatives come from poses at and
before the instant, linearly interpolated; the command comes from the future.
"""

from dataclasses import dataclass

import numpy as np

from drives import Drives

HISTORY_S = (-1.5, -1.0, -0.5, 0.0)
FUTURE_S = tuple(0.5 * (i + 1) for i in range(8))
BASELINE_S = 0.5
COMMANDS = ("left", "straight", "right", "unknown")
COMMAND_OFFSET_M = 2.0
UNKNOWN_SHARE = 0.15


@dataclass
class Samples:
    """history [n,4,3], velocity [n,2] m/s, acceleration [n,2] m/s^2, command [n,4] one-hot, future [n,8,3]; ego frame."""

    history: np.ndarray
    velocity: np.ndarray
    acceleration: np.ndarray
    command: np.ndarray
    future: np.ndarray


def relative(origin: np.ndarray, pose: np.ndarray) -> np.ndarray:
    """Pose(s) [..., 3] seen from `origin` [..., 3]; yaw wrapped to (-pi, pi]."""
    c, s = np.cos(origin[..., 2]), np.sin(origin[..., 2])
    d = pose - origin
    yaw = np.arctan2(np.sin(d[..., 2]), np.cos(d[..., 2]))
    return np.stack([c * d[..., 0] + s * d[..., 1], -s * d[..., 0] + c * d[..., 1], yaw], -1)


def command_of(end: np.ndarray) -> np.ndarray:
    """Index into COMMANDS by the lateral offset (m, left positive) 4 s ahead: beyond 2 m it is a turn to that side."""
    return np.where(end[..., 1] > COMMAND_OFFSET_M, 0, np.where(end[..., 1] < -COMMAND_OFFSET_M, 2, 1))


def derivatives(history: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Velocity over the last 0.5 s and its change since the 0.5 s before, both as vectors in the ego frame of the instant."""
    velocity = (history[:, 3, :2] - history[:, 2, :2]) / BASELINE_S
    before = (history[:, 2, :2] - history[:, 1, :2]) / BASELINE_S
    return velocity, (velocity - before) / BASELINE_S


def _at(times: np.ndarray, poses: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    return np.stack([np.interp(wanted, times, poses[:, k]) for k in range(3)], -1)


def make_samples(drives: Drives, seed: int) -> Samples:
    """Decision instants at about 2 Hz. Half of the drives keep only poses near key frames, as a data set without sweeps does."""
    rng = np.random.default_rng(seed)
    histories, futures = [], []
    for poses in drives.poses:
        keys = 0.1 + np.cumsum(np.clip(rng.normal(0.5, 0.03, 39), 0.4, 0.6))
        keys = keys[keys < drives.times_s[-1] - 0.1]
        times, track = drives.times_s, poses
        if rng.random() < 0.5:
            times = np.sort((keys[:, None] + np.array([-0.045, -0.02, 0.0])).ravel())
            track = _at(drives.times_s, poses, times)
        for t in keys:
            if t + HISTORY_S[0] < times[0] or t + FUTURE_S[-1] > times[-1]:
                continue
            now = _at(times, track, np.array([t]))
            histories.append(relative(now, _at(times, track, t + np.array(HISTORY_S))))
            futures.append(relative(now, _at(times, track, t + np.array(FUTURE_S))))
    history, future = np.stack(histories), np.stack(futures)
    velocity, acceleration = derivatives(history)
    command = command_of(future[:, -1])
    command = np.where(rng.random(len(command)) < UNKNOWN_SHARE, COMMANDS.index("unknown"), command)
    return Samples(history, velocity, acceleration, np.eye(4)[command], future)
