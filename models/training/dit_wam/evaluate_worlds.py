"""Held-out figures of the exported world models.

    python models/training/dit_wam/evaluate_worlds.py --data data/train --latents build/latents --out build/figures
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from action_features import integrate
from catalogue import VARIANTS, Variant
from export_models import MODELS
from shards import load_clips
from shipped import STEPS, ShippedVae, ShippedWorld
from windows import Windows
from world_data import WorldData, anchors_of, features_of, futures_of, load_world_data

AT_S = (2, 4, 8)


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """Mean cosine of patch vectors of un-standardised latents [n, C, h, w] (patch 2, flattened)."""
    cut = lambda x: x.reshape(len(x), 4, 8, 2, 8, 2).transpose(0, 2, 4, 1, 3, 5).reshape(len(x), 64, 16)
    a, b = cut(a), cut(b)
    return float(((a * b).sum(-1) / (np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1) + 1e-8)).mean())


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Mean over pictures u8 [n, H, W, 3], dB."""
    error = (a.astype(np.float64) - b).reshape(len(a), -1)
    return float((10 * np.log10(255**2 / np.maximum((error**2).mean(1), 1e-6))).mean())


def path_of(windows: Windows, halves: int) -> tuple[np.ndarray, np.ndarray]:
    """Metres driven and yaw turned (rad) in the first half seconds, as integrated from the actions."""
    track = integrate(windows.steering[:, :halves], windows.acceleration[:, :halves], windows.speed)
    return np.hypot(np.diff(track[..., 0]), np.diff(track[..., 1])).sum(1), track[:, -1, 2]


def steered(windows: Windows, steering: np.ndarray) -> Windows:
    return Windows(windows.clip, windows.frame, steering, windows.acceleration, windows.speed, windows.weight)


def control(shipped: ShippedWorld, data: WorldData, windows: Windows) -> dict:
    """Errors 2 s ahead under the steering that was driven, under none and under its mirror image, speeds kept; windows that turn.

    Reading the turn off the pictures (see the Lab) fails where none of the present is left in view; this does not.
    """
    anchor, frame = anchors_of(data, windows), round(2 / shipped.variant.step_s) - 1
    truth = torch.from_numpy(data.tokens[windows.clip, windows.frame + 4].astype(np.float32))
    errors = {}
    for name, factor in (("driven", 1.0), ("straight", 0.0), ("mirrored", -1.0)):
        features = torch.from_numpy(features_of(steered(windows, factor * windows.steering), shipped.variant))
        errors[name] = (shipped.roll_out(anchor, features)[:, frame] - truth).square().mean((1, 2)).numpy()
    nearer = lambda name: float((errors["driven"] < errors[name]).mean())
    return {
        "windows": len(windows),
        "mse": {name: float(error.mean()) for name, error in errors.items()},
        "nearer than straight": nearer("straight"),
        "nearer than mirrored": nearer("mirrored"),
    }


def turning(windows: Windows, count: int) -> Windows:
    """Windows that turn by 0.12 to 0.6 rad in 2 s, so that some of the present stays in view, spread over those there are."""
    turned = np.abs(path_of(windows, 4)[1])
    rows = np.flatnonzero((turned > 0.12) & (turned < 0.6) & (windows.speed > 4))
    return windows.pick(rows[np.linspace(0, len(rows) - 1, count).astype(int)])


def figures_of(shipped: ShippedWorld, data: WorldData, clips, vae: ShippedVae, count: int) -> dict:
    variant: Variant = shipped.variant
    rows = np.linspace(0, len(data.held_out) - 1, count).astype(int)
    picked = data.held_out.pick(rows)
    anchor, truth = anchors_of(data, picked), futures_of(data, picked, variant)
    predicted = shipped.roll_out(anchor, torch.from_numpy(features_of(picked, variant)))
    copied = anchor[:, None].expand_as(truth)
    at = {}
    for s in AT_S:
        i = round(s / variant.step_s) - 1
        z, z_true, z_copy = (shipped.latents(x[:, i]) for x in (predicted, truth, copied))
        real = np.stack([clips.frame(c, f + 2 * s) for c, f in zip(picked.clip, picked.frame)])
        at[f"{s} s"] = {
            "mse": (predicted[:, i] - truth[:, i]).square().mean().item(),
            "mse copy": (copied[:, i] - truth[:, i]).square().mean().item(),
            "cosine": cosine(z, z_true),
            "cosine copy": cosine(z_copy, z_true),
            "spread": float((z.std((0, 2, 3)) / z_true.std((0, 2, 3))).mean()),
            "psnr": psnr(vae.decode(z), real),
            "psnr copy": psnr(vae.decode(z_copy), real),
        }
    return {"windows": count, "at": at}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--latents", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--models", type=Path, default=MODELS)
    options.add_argument("--only", nargs="*", default=list(VARIANTS))
    options.add_argument("--windows", type=int, default=96)
    options.add_argument("--turns", type=int, default=48)
    given = options.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    clips, vae = load_clips(given.data), ShippedVae(given.models)
    data = load_world_data(given.data, given.latents, 16)
    scenes = turning(data.held_out, given.turns)
    for id in given.only:
        shipped = ShippedWorld(given.models, id)
        figures = figures_of(shipped, data, clips, vae, given.windows)
        figures["control"] = control(shipped, data, scenes)
        figures["msAStep"] = shipped.ms_a_step()
        figures["bytes"] = shipped.file.stat().st_size
        (given.out / f"{id}.json").write_text(json.dumps(figures, indent=1) + "\n")
        print(id, json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
