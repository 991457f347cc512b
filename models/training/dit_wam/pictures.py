"""Strips of pictures for the cards, written as PNG without another library.

    python models/training/dit_wam/pictures.py --data data/train --latents build/latents
"""

import argparse
import struct
import zlib
from pathlib import Path

import numpy as np
import torch

from evaluate_worlds import steered
from export_models import MODELS
from shards import load_clips, split_clips
from shipped import ShippedVae, ShippedWorld
from world_data import anchors_of, features_of, load_world_data

GAP = 4
SHOWN_S = (2, 4, 8)


def png(file: Path, rgb: np.ndarray) -> None:
    height, width, _ = rgb.shape
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    # Steps of 4 in 256 are not seen and halve the file.
    rows = (rgb.astype(np.uint8) & 0xFC) | 2
    # Each row tells its difference from the one above (filter 2), which packs better.
    up = np.concatenate([rows[:1], rows[1:] - rows[:-1]]).reshape(height, -1)
    raw = np.concatenate([np.full((height, 1), 2, np.uint8), up], 1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw.tobytes(), 9)) + chunk(b"IEND", b""))


def grid(rows: list[list[np.ndarray]]) -> np.ndarray:
    """Rows of pictures u8 [h, w, 3] with white gaps; None leaves a place white."""
    h, w, _ = next(p for row in rows for p in row if p is not None).shape
    out = np.full((len(rows) * (h + GAP) - GAP, len(rows[0]) * (w + GAP) - GAP, 3), 255, np.uint8)
    for i, row in enumerate(rows):
        for j, picture in enumerate(row):
            if picture is not None:
                out[i * (h + GAP) : i * (h + GAP) + h, j * (w + GAP) : j * (w + GAP) + w] = picture
    return out


def vae_strip(clips, vae: ShippedVae) -> np.ndarray:
    _, held_out = split_clips(len(clips))
    picks = [(held_out[i], 12) for i in np.linspace(0, len(held_out) - 1, 6).astype(int)]
    frames = np.stack([clips.frame(c, f) for c, f in picks])
    return grid([list(frames), list(vae.decode(vae.encode(frames)))])


def shown(windows) -> np.ndarray:
    """Rows of four held-out windows of different clips: two that go on as before, two that turn, spread over those there are."""
    calm = np.flatnonzero((windows.weight < 1.3) & (windows.speed > 4) & (windows.frame == 8))
    turning = np.flatnonzero((windows.weight > 2.4) & (windows.speed > 3) & (windows.frame == 16))
    third = lambda rows: [rows[len(rows) // 3], rows[2 * len(rows) // 3]]
    return np.array([*third(calm), *third(turning)])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--latents", type=Path, required=True)
    options.add_argument("--models", type=Path, default=MODELS)
    options.add_argument("--out", type=Path, help="folder for the strips; the cards' own without it")
    given = options.parse_args()
    torch.set_num_threads(1)
    clips, vae = load_clips(given.data), ShippedVae(given.models)
    at = lambda id, name: (given.out if given.out else given.models / id) / name
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
    png(at("sample-vae", "before-after.png"), vae_strip(clips, vae))
    data = load_world_data(given.data, given.latents, 16)
    windows = data.held_out.pick(shown(data.held_out))
    anchor = anchors_of(data, windows)
    present = [clips.frame(c, f) for c, f in zip(windows.clip, windows.frame)]
    rolled = {}
    models = {id: ShippedWorld(given.models, id) for id in ("dit-wam-direct", "dit-wam", "dit-wam-jump")}
    for id, model in models.items():
        step = model.variant.step_s
        tokens = model.roll_out(anchor, torch.from_numpy(features_of(windows, model.variant)))
        rolled[id] = vae.decode(model.latents(tokens[:, [round(s / step) - 1 for s in SHOWN_S]]))
    for k in range(2):
        rows = []
        for i in (2 * k, 2 * k + 1):
            truth = [clips.frame(windows.clip[i], windows.frame[i] + 2 * s) for s in SHOWN_S]
            rows.append([present[i], *truth])
            rows += [[None, *rolled[id][i]] for id in models]
        png(at("dit-wam", f"held-out-{k + 1}.png"), grid(rows))
    model = models["dit-wam"]
    moving = data.held_out.pick(np.flatnonzero((data.held_out.speed > 6) & (data.held_out.speed < 12) & (data.held_out.frame == 0)))
    scenes = moving.pick(np.linspace(0, len(moving) - 1, 2).astype(int))
    low, high = data.action_range["steering"]
    rows = [[clips.frame(c, f)] for c, f in zip(scenes.clip, scenes.frame)]
    # Left is positive. Speed is kept, so that only the steering differs.
    for value in (high / 2, 0.0, low / 2):
        held = steered(scenes, np.full_like(scenes.steering, value))
        held.acceleration[:] = 0
        tokens = model.roll_out(anchors_of(data, held), torch.from_numpy(features_of(held, model.variant)))
        pictures = vae.decode(model.latents(tokens[:, [0, 1]]))
        for row, pair in zip(rows, pictures):
            row += list(pair)
    png(at("dit-wam", "left-straight-right.png"), grid(rows))


if __name__ == "__main__":
    main()
