"""Held-out figures of the exported VAE and frame encoders: PSNR, what a ridge regression reads of the actions, times and sizes.

    python models/training/dit_wam/evaluate_parts.py --data data/train --out build/figures
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

from action_features import half_second_actions
from encoder_lessons import pictures
from encoders import ENCODERS
from export_models import MODELS
from shards import load_clips, split_clips
from shipped import ShippedVae, session

VAE_FRAMES = 480
TRAIN_FRAMES, HELD_OUT_FRAMES = 4000, 1600
RIDGE = 10.0


def median_ms(call, count: int = 15) -> float:
    took = []
    for _ in range(count):
        started = time.perf_counter()
        call()
        took.append(time.perf_counter() - started)
    return 1000 * float(np.median(took))


def vae_figures(clips, models: Path) -> dict:
    _, held_out = split_clips(len(clips))
    rng = np.random.default_rng(3)
    frames = np.stack([clips.frame(c, f) for c, f in zip(rng.choice(held_out, VAE_FRAMES), rng.integers(0, clips.about["frames"], VAE_FRAMES))])
    vae = ShippedVae(models)
    latents = np.concatenate([vae.encode(frames[i : i + 16]) for i in range(0, VAE_FRAMES, 16)])
    error = (vae.decode(latents).astype(np.float64) - frames).reshape(VAE_FRAMES, -1)
    psnr = 10 * np.log10(255**2 / (error**2).mean(1))
    return {
        "frames": VAE_FRAMES,
        "psnr": float(psnr.mean()),
        "psnr p5": float(np.percentile(psnr, 5)),
        "encode ms": median_ms(lambda: vae.encode(frames[:1])),
        "decode ms": median_ms(lambda: vae.decode(latents[:1])),
        "encoder bytes": (models / "sample-vae" / "encoder.onnx").stat().st_size,
        "decoder bytes": (models / "sample-vae" / "decoder.onnx").stat().st_size,
    }


def encoder_figures(clips, models: Path, id: str, kind) -> dict:
    steering, acceleration = half_second_actions(clips.column("steeringWheel"), clips.column("acceleration"))
    graph = session(models / id / "encoder.onnx")

    def rows(which: np.ndarray, count: int, seed: int):
        rng = np.random.default_rng(seed)
        clip, frame = rng.choice(which, count), rng.integers(3, clips.about["frames"] - 1, count)
        features = []
        for i in range(0, count, 32):
            c, f = clip[i : i + 32], frame[i : i + 32]
            if kind.frames > 1:
                picks = np.stack([np.repeat(c[:, None], kind.frames, 1), f[:, None] + np.arange(1 - kind.frames, 1)], -1).reshape(-1, 2)
                x = pictures(clips, picks, kind.px).unflatten(0, (len(c), kind.frames))
            else:
                x = pictures(clips, np.stack([c, f], 1), kind.px)
            features.append(graph.run(None, {"frames": x.contiguous().numpy()})[0])
        return np.concatenate(features), np.stack([steering[clip, frame], acceleration[clip, frame]], 1)

    train, held_out = split_clips(len(clips))
    (x, y), (x_test, y_test) = rows(train, TRAIN_FRAMES, 0), rows(held_out, HELD_OUT_FRAMES, 1)
    mean, std = x.mean(0), x.std(0) + 1e-6
    one = lambda u: np.concatenate([(u - mean) / std, np.ones((len(u), 1))], 1)
    weights = np.linalg.solve(one(x).T @ one(x) + RIDGE * np.eye(x.shape[1] + 1), one(x).T @ y)
    r2 = 1 - ((one(x_test) @ weights - y_test) ** 2).mean(0) / y_test.var(0)
    shape = (1, kind.frames, 3, kind.px, kind.px) if kind.frames > 1 else (1, 3, kind.px, kind.px)
    example = {"frames": torch.rand(shape).numpy()}
    return {
        "train frames": TRAIN_FRAMES,
        "held-out frames": HELD_OUT_FRAMES,
        "r2 steering": float(r2[0]),
        "r2 acceleration": float(r2[1]),
        "ms": median_ms(lambda: graph.run(None, example)),
        "bytes": (models / id / "encoder.onnx").stat().st_size,
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--models", type=Path, default=MODELS)
    given = options.parse_args()
    torch.set_num_threads(1)
    clips = load_clips(given.data)
    figures = {"sample-vae": vae_figures(clips, given.models)}
    for id, (_, kind) in ENCODERS.items():
        figures[id] = encoder_figures(clips, given.models, id, kind)
        print(id, figures[id], flush=True)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "parts.json").write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
