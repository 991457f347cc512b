"""Reads the sample world's `training` layout (see ../README.md). Arrays are mapped, not loaded."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Clips:
    """All clips of a folder, in order."""

    about: dict
    frames: list[np.ndarray]  # a shard each, u8 [clips, frames, H, W, 3]
    states: np.ndarray  # f32 [clips, steps, 8], 10 Hz
    words: list[dict]  # a clip each

    def __len__(self) -> int:
        return len(self.words)

    def frame(self, clip: int, frame: int) -> np.ndarray:
        """RGB u8 [H, W, 3]."""
        size = self.frames[0].shape[0]
        return self.frames[clip // size][clip % size, frame]

    def column(self, name: str) -> np.ndarray:
        return self.states[:, :, self.about["stateColumns"].index(name)]


def load_clips(folder: Path, channel: str | None = None) -> Clips:
    about = json.loads((folder / "training.json").read_text())
    channel = channel or about["cameras"][0]["channel"]
    shards = [folder / shard["folder"] for shard in about["shards"]]
    words = [json.loads(line) for shard in shards for line in (shard / "clips.jsonl").read_text().splitlines()]
    return Clips(
        about=about,
        frames=[np.load(shard / f"frames-{channel}.npy", mmap_mode="r") for shard in shards],
        states=np.concatenate([np.load(shard / "states.npy") for shard in shards]),
        words=words,
    )


def split_clips(count: int, held_out: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Clips to learn from and clips held out: the last tenth, which no training step sees."""
    first = int(round(count * (1 - held_out)))
    return np.arange(first), np.arange(first, count)
