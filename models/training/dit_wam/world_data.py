"""Latents and windows as a world network is fed with them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from action_features import action_features, integrate
from catalogue import Variant
from shards import load_clips, split_clips
from windows import Windows, tokens_of, windows_of


@dataclass
class WorldData:
    """Tokens f16 [clips, frames, S, P] standardised, windows of the learning and of the held-out clips, and their numbers."""

    tokens: np.ndarray
    mean: np.ndarray
    std: np.ndarray
    train: Windows
    held_out: Windows
    action_range: dict


def load_latents(folder: Path) -> np.ndarray:
    """f16 [clips, frames, C, h, w], put together from the parts that encode_frames.py wrote: part p of n holds clips p, p + n, …"""
    files = sorted(folder.glob("latents-*-of-*.npy"))
    parts = {int(file.stem.split("-")[1]): np.load(file, mmap_mode="r") for file in files}
    if sorted(parts) != list(range(len(parts))) or any(not file.stem.endswith(f"of-{len(files)}") for file in files):
        raise SystemExit(f"{folder} holds parts of the latents only; run encode_frames.py for the others")
    whole = np.empty((sum(len(part) for part in parts.values()), *parts[0].shape[1:]), np.float16)
    for index, part in parts.items():
        whole[index :: len(parts)] = part
    return whole


def load_world_data(data: Path, latents: Path, actions: int) -> WorldData:
    """Windows of `actions` half seconds."""
    clips = load_clips(data)
    learning, held_out = split_clips(len(clips))
    tokens = tokens_of(load_latents(latents))
    seen = tokens[learning].astype(np.float32)
    mean, std = seen.mean((0, 1, 2)), seen.std((0, 1, 2))
    del seen
    for clip in range(len(tokens)):
        tokens[clip] = (tokens[clip].astype(np.float32) - mean) / std
    train = windows_of(clips, learning, actions)
    ends = lambda x: [round(float(v), 4) for v in np.percentile(x, [5, 95])]
    action_range = {"steering": ends(train.steering), "acceleration": ends(train.acceleration)}
    return WorldData(tokens, mean, std, train, windows_of(clips, held_out, actions, stride=4), action_range)


def features_of(windows: Windows, variant: Variant) -> np.ndarray:
    """f32 [n, H, F], or [n, chain, 1, F] of a chain, each jump with the speed that integration has reached."""
    per = variant.actions_per_step
    steering, acceleration = windows.steering[:, : variant.actions], windows.acceleration[:, : variant.actions]
    if variant.objective != "jump":
        return action_features(steering, acceleration, windows.speed, per)
    speed = integrate(steering, acceleration, windows.speed)[..., 3]
    cut = lambda x, j: x[:, j * per : (j + 1) * per]
    return np.stack([action_features(cut(steering, j), cut(acceleration, j), speed[:, j * per], per) for j in range(variant.chain)], 1)


def anchors_of(data: WorldData, windows: Windows) -> torch.Tensor:
    return torch.from_numpy(data.tokens[windows.clip, windows.frame].astype(np.float32))


def futures_of(data: WorldData, windows: Windows, variant: Variant) -> torch.Tensor:
    """f32 [n, steps, S, P]."""
    after = variant.actions_per_step * (1 + np.arange(variant.steps))
    return torch.from_numpy(data.tokens[windows.clip[:, None], windows.frame[:, None] + after].astype(np.float32))
