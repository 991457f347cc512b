"""Means and spreads of what a diffusion model predicts on training windows, one a clip, beside those of the truth.

    python models/training/dit_wam/calibrate.py --id dit-wam --data data/train --latents build/latents --worlds build/worlds

Writes them into the run's checkpoint and exports the model again.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from catalogue import VARIANTS
from export_models import MODELS, export_world, load_world
from shipped import STEPS, ShippedWorld
from world_data import anchors_of, features_of, futures_of, load_world_data

WINDOWS = 200


def moments(latents: np.ndarray) -> dict:
    """Per channel, of [..., C, h, w]."""
    over = tuple(range(latents.ndim - 3)) + (-2, -1)
    return {"mean": [round(float(v), 6) for v in latents.mean(over)], "std": [round(float(v), 6) for v in latents.std(over)]}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--id", required=True, choices=[v.id for v in VARIANTS.values() if v.objective in ("x0", "epsilon")])
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--latents", type=Path, required=True)
    options.add_argument("--worlds", type=Path, required=True)
    options.add_argument("--models", type=Path, default=MODELS)
    options.add_argument("--windows", type=int, default=WINDOWS)
    given = options.parse_args()
    torch.set_num_threads(1)
    checkpoint = given.worlds / given.id / "checkpoint.pt"
    world, variant, state = load_world(checkpoint)
    export_world(world, variant, given.models, state["about"] | {"calibration": None})
    data = load_world_data(given.data, given.latents, variant.actions)
    rng = np.random.default_rng(0)
    clips = rng.choice(np.unique(data.train.clip), given.windows, replace=False)
    rows = np.array([rng.choice(np.flatnonzero(data.train.clip == clip)) for clip in clips])
    picked = data.train.pick(rows)
    shipped = ShippedWorld(given.models, variant.id)
    predicted = shipped.roll_out(anchors_of(data, picked), torch.from_numpy(features_of(picked, variant)))
    truth = futures_of(data, picked, variant)
    calibration = {"windows": given.windows, "steps": STEPS, "predicted": moments(shipped.latents(predicted)), "truth": moments(shipped.latents(truth))}
    saved = torch.load(checkpoint, weights_only=False)
    saved["state"]["about"]["calibration"] = calibration
    torch.save(saved, checkpoint)
    export_world(world, variant, given.models, saved["state"]["about"])
    print(calibration, flush=True)


if __name__ == "__main__":
    main()
