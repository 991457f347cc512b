"""Held-out figures of the exported world models.

    python models/training/dit_wam/evaluate_worlds.py --data data/train --latents build/latents --out build/figures
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from action_features import ACCELERATION_SCALE
from catalogue import VARIANTS, Variant
from export_models import MODELS
from shards import load_clips
from shipped import STEPS, ShippedVae, ShippedWorld
from windows import Windows
from world_data import WorldData, anchors_of, features_of, futures_of, load_world_data

AT_S = (2, 4, 8)
SWEEP = 5


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """Mean cosine of patch vectors of un-standardised latents [n, C, h, w] (patch 2, flattened)."""
    cut = lambda x: x.reshape(len(x), 4, 8, 2, 8, 2).transpose(0, 2, 4, 1, 3, 5).reshape(len(x), 64, 16)
    a, b = cut(a), cut(b)
    return float(((a * b).sum(-1) / (np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1) + 1e-8)).mean())


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Mean over pictures u8 [n, H, W, 3], dB."""
    error = (a.astype(np.float64) - b).reshape(len(a), -1)
    return float((10 * np.log10(255**2 / np.maximum((error**2).mean(1), 1e-6))).mean())


def yaw_probe(data: WorldData, after: int, count: int = 6000) -> tuple[np.ndarray, float]:
    """Ridge regression from the present and a later latent (rows averaged away) to the yaw driven in between (rad), and its held-out correlation."""
    from action_features import integrate

    def rows_of(windows: Windows, n: int):
        picked = windows.pick(np.random.default_rng(1).choice(len(windows), min(n, len(windows)), replace=False))
        later = data.tokens[picked.clip, picked.frame + after].astype(np.float32)
        return probe_input(anchors_of(data, picked).numpy(), later), integrate(picked.steering, picked.acceleration, picked.speed)[:, after, 2]

    x, y = rows_of(data.train, count)
    weights = np.linalg.solve(x.T @ x + 300 * np.eye(x.shape[1]), x.T @ y)
    x, y = rows_of(data.held_out, count)
    return weights, float(np.corrcoef(x @ weights, y)[0, 1])


def probe_input(anchor: np.ndarray, later: np.ndarray) -> np.ndarray:
    """Tokens [n, S, P] twice → [n, …]: products of neighbouring columns tell a sideways shift."""
    cut = lambda x: x.reshape(len(x), 4, 2, 8, 16).mean(2)
    a, b = cut(anchor), cut(later)
    shifted = [(a[:, :, :-1] * b[:, :, 1:]), (a[:, :, 1:] * b[:, :, :-1])]
    parts = [a, b, b - a, shifted[0] - shifted[1]]
    return np.concatenate([p.reshape(len(a), -1) for p in parts] + [np.ones((len(a), 1))], 1)


def steered(windows: Windows, value: float) -> Windows:
    return Windows(windows.clip, windows.frame, np.full_like(windows.steering, value), windows.acceleration, windows.speed, windows.weight)


def control(shipped: ShippedWorld, data: WorldData, windows: Windows, weights: np.ndarray, frame: int, ends: list[float]) -> dict:
    """Spearman of constant steering and the yaw that the probe reads from picture `frame`, a scene a window."""
    values = np.linspace(*ends, SWEEP)
    anchor = anchors_of(data, windows)
    yaws = []
    for value in values:
        features = torch.from_numpy(features_of(steered(windows, value), shipped.variant))
        yaws.append(probe_input(anchor.numpy(), shipped.roll_out(anchor, features)[:, frame].numpy()) @ weights)
    yaws = np.stack(yaws, 1)
    ranks = np.argsort(np.argsort(yaws, 1), 1)
    rho = [float(np.corrcoef(np.arange(SWEEP), r)[0, 1]) for r in ranks]
    return {"scenes": len(rho), "rho": float(np.mean(rho)), "positive": float(np.mean(np.array(rho) > 0)), "yaw span rad": float((yaws[:, -1] - yaws[:, 0]).mean())}


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
    options.add_argument("--scenes", type=int, default=16)
    given = options.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    clips, vae = load_clips(given.data), ShippedVae(given.models)
    data = load_world_data(given.data, given.latents, 16)
    # Two seconds ahead all models have a picture; the probe reads that one.
    weights, correlation = yaw_probe(data, 4)
    moving = data.held_out.pick(np.flatnonzero((data.held_out.speed > 4) & (data.held_out.frame == 0)))
    for id in given.only:
        shipped = ShippedWorld(given.models, id)
        figures = figures_of(shipped, data, clips, vae, given.windows)
        scenes = moving.pick(np.linspace(0, len(moving) - 1, given.scenes).astype(int))
        figures["control"] = control(shipped, data, scenes, weights, round(2 / shipped.variant.step_s) - 1, data.action_range["steering"]) | {"probe": correlation}
        figures["msAStep"] = shipped.ms_a_step()
        figures["bytes"] = shipped.file.stat().st_size
        (given.out / f"{id}.json").write_text(json.dumps(figures, indent=1) + "\n")
        print(id, json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
