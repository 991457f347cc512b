"""Blur, change bands and profile displacement from torchvision and numpy, on small pictures made here.

    pip install torch torchvision scipy
    python tests/reference/motion_metrics.py tests/golden/image-metrics/motion.json
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage
from torchvision.transforms.functional import gaussian_blur

HEIGHT, WIDTH = 20, 32


def blur(image: torch.Tensor) -> torch.Tensor:
    return gaussian_blur(image, [31, 31], [8.0, 8.0])


def rms(x: torch.Tensor) -> float:
    return float((x**2).mean().sqrt())


def bands(images: list[torch.Tensor]) -> dict:
    low = [blur(image) for image in images]
    high = [image - slow for image, slow in zip(images, low)]
    change = lambda x: float(np.mean([rms(b - a) for a, b in zip(x, x[1:])]))
    return {"lf": change(low), "hf": change(high), "change": change(images)}


def shift(profile: np.ndarray, reference: np.ndarray) -> int:
    both = np.correlate(profile - profile.mean(), reference - reference.mean(), mode="full")
    return int(both.argmax() - (len(profile) - 1))


def main() -> None:
    rng = np.random.default_rng(5)
    scene = ndimage.gaussian_filter(rng.normal(size=(HEIGHT + 20, WIDTH + 40, 3)), (1.5, 1.5, 0))
    scene = np.clip(128 + 60 * scene / scene.std(), 0, 255)
    # A window that moves over the scene: its content moves the other way.
    corners = [(6, 12), (6, 9), (8, 9), (8, 14), (5, 18)]
    pictures = [np.clip(scene[v:v + HEIGHT, u:u + WIDTH] + rng.normal(0, 3, (HEIGHT, WIDTH, 3)), 0, 255).astype(np.uint8) for v, u in corners]
    tensors = [torch.tensor(p / 255).permute(2, 0, 1) for p in pictures]
    horizontal = [p.astype(float).mean((0, 2)) for p in pictures]
    vertical = [p.astype(float).mean((1, 2)) for p in pictures]
    moves = [{"rightPx": shift(b, a), "downPx": shift(d, c)} for a, b, c, d in zip(horizontal, horizontal[1:], vertical, vertical[1:])]
    profiles = []
    for n in (8, 33):
        a = rng.integers(0, 256, n).astype(float)
        for b in (np.roll(a, 3), np.roll(a, -2), rng.integers(0, 256, n).astype(float)):
            profiles.append({"reference": a.tolist(), "profile": b.tolist(), "shift": shift(b, a)})
    Path(sys.argv[1]).write_text(json.dumps({
        "heightPx": HEIGHT, "widthPx": WIDTH,
        "pictures": [base64.b64encode(p.tobytes()).decode() for p in pictures],
        "blurredFirst": {"mean": float(blur(tensors[0]).mean()), "row0": blur(tensors[0])[1, 0].tolist(), "column31": blur(tensors[0])[2, :, 31].tolist()},
        "bands": bands(tensors),
        "moves": moves,
        "profiles": profiles,
    }) + "\n")


if __name__ == "__main__":
    main()
