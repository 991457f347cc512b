"""Held-out figures of the exported world models.

    python models/training/dit_wam/evaluate_worlds.py --data data/train --latents build/latents --out build/figures
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from scipy.stats import spearmanr

from action_features import integrate
from catalogue import VARIANTS, Variant
from export_models import MODELS
from shards import load_clips
from shipped import STEPS, ShippedVae, ShippedWorld
from windows import Windows
from world import Moved
from world_data import WorldData, anchors_of, features_of, futures_of, load_world_data

AT_S = (2, 4, 8)
SWEEP = 5
YAWS_RAD = np.linspace(-0.9, 0.9, 37)


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


def yaw_read(moved: Moved, anchor: torch.Tensor, later: torch.Tensor, driven: np.ndarray) -> np.ndarray:
    """The yaw of an arc of `driven` metres that makes the present look most like the later latent (tokens [n, S, P]), rad."""
    steadiest = [0, 2]  # Channels that survive motion; the other two hold fine texture.
    cut = lambda tokens: tokens.unflatten(2, (-1, 4))
    errors = []
    for yaw in YAWS_RAD:
        chord = driven * np.sinc(yaw / 2 / np.pi)
        features = torch.zeros(len(anchor), 1, 5)
        features[:, 0, 2] = torch.from_numpy(chord * np.cos(yaw / 2) / 40)
        features[:, 0, 3] = torch.from_numpy(chord * np.sin(yaw / 2) / 20)
        features[:, 0, 4] = float(yaw)
        guesses = moved(anchor, features)[:, 0].unflatten(2, (len(moved.DEPTHS_M), 5, 4))[:, :, :, steadiest]
        error = (guesses - cut(later)[:, :, None, steadiest]).square().mean((3, 4))
        errors.append(error.amin(2).mean(1).numpy())
    return YAWS_RAD[np.stack(errors, 1).argmin(1)]


def yaw_reading_correlation(moved: Moved, data: WorldData) -> float:
    """Of the yaw read from recorded held-out latents 2 s apart with the one driven, where less than 0.8 rad were turned."""
    picked = data.held_out.pick(np.flatnonzero(data.held_out.speed > 3)[::2])
    driven, turned = path_of(picked, 4)
    later = torch.from_numpy(data.tokens[picked.clip, picked.frame + 4].astype(np.float32))
    read, mild = yaw_read(moved, anchors_of(data, picked), later, driven), np.abs(turned) < 0.8
    return float(np.corrcoef(read[mild], turned[mild])[0, 1])


def steered(windows: Windows, value: float) -> Windows:
    return Windows(windows.clip, windows.frame, np.full_like(windows.steering, value), windows.acceleration, windows.speed, windows.weight)


def control(shipped: ShippedWorld, moved: Moved, data: WorldData, windows: Windows, ends: list[float]) -> dict:
    """Spearman of constant steering and the yaw read from the picture 2 s ahead, a scene a window."""
    values = np.linspace(*ends, SWEEP)
    anchor, frame = anchors_of(data, windows), round(2 / shipped.variant.step_s) - 1
    yaws = []
    for value in values:
        held = steered(windows, value)
        answer = shipped.roll_out(anchor, torch.from_numpy(features_of(held, shipped.variant)))[:, frame]
        yaws.append(yaw_read(moved, anchor, answer, path_of(held, 4)[0]))
    yaws = np.stack(yaws, 1)
    rho = [float(spearmanr(values, y).statistic) for y in yaws if np.ptp(y) > 0]
    return {
        "scenes": len(yaws),
        "moved": len(rho),
        "ends": [round(float(v), 3) for v in ends],
        "rho": float(np.mean(rho)) if rho else None,
        "positive": float(np.mean(np.array(rho) > 0)) if rho else None,
        "yaw span rad": float((yaws[:, -1] - yaws[:, 0]).mean()),
    }


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
    moved = Moved(64, 16)
    correlation = yaw_reading_correlation(moved, data)
    # Half of the range: at its ends nothing of the present is left in view after 2 s.
    ends = [value / 2 for value in data.action_range["steering"]]
    driving = data.held_out.pick(np.flatnonzero((data.held_out.speed > 4) & (data.held_out.frame == 0)))
    for id in given.only:
        shipped = ShippedWorld(given.models, id)
        figures = figures_of(shipped, data, clips, vae, given.windows)
        scenes = driving.pick(np.linspace(0, len(driving) - 1, given.scenes).astype(int))
        figures["control"] = control(shipped, moved, data, scenes, ends) | {"reading": correlation}
        figures["msAStep"] = shipped.ms_a_step()
        figures["bytes"] = shipped.file.stat().st_size
        (given.out / f"{id}.json").write_text(json.dumps(figures, indent=1) + "\n")
        print(id, json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
