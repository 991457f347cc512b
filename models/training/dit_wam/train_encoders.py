"""Trains one frame encoder of the probe lab.

    python models/training/dit_wam/train_encoders.py --id encoder-supervised --data data/train --out build/encoders --minutes 5
"""

import argparse
import copy
import json
import platform
import time
from pathlib import Path

import numpy as np
import torch

from encoder_lessons import Clip4Lesson, CodebookLesson, SelfDistilledLesson, SupervisedLesson
from shards import load_clips, split_clips

EMA = 0.995
CHECK_S = 60
BATCH = {"encoder-supervised": 48, "encoder-self-distilled": 96, "encoder-codebook": 48, "encoder-clip4": 32}


def lesson_of(id: str, data: Path, clips):
    if id == "encoder-supervised":
        shards = [data / shard["folder"] for shard in clips.about["shards"]]
        return SupervisedLesson(clips, [(np.load(s / "boxes.npy"), np.load(s / "box-starts.npy")) for s in shards])
    if id == "encoder-self-distilled":
        return SelfDistilledLesson(clips)
    if id == "encoder-codebook":
        return CodebookLesson(clips)
    return Clip4Lesson(clips)


@torch.no_grad()
def examine(lesson, encoder, held_out: np.ndarray, batch: int) -> dict:
    """Mean figures of 12 held-out batches, always the same."""
    rng = np.random.default_rng(0)
    torch.manual_seed(0)
    figures = [lesson.loss(encoder, held_out, rng, batch)[1] for _ in range(12)]
    return {name: round(float(np.mean([f[name] for f in figures])), 4) for name in figures[0]}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--id", choices=list(BATCH), required=True)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--minutes", type=float, default=4)
    options.add_argument("--lr", type=float, default=1e-3)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    rng = np.random.default_rng(given.seed)
    clips = load_clips(given.data)
    train, held_out = split_clips(len(clips))
    lesson, batch = lesson_of(given.id, given.data, clips), BATCH[given.id]
    encoder = lesson.encoder().to(memory_format=torch.channels_last)
    ema = copy.deepcopy(encoder).requires_grad_(False).eval()
    learned = list(encoder.parameters()) + (list(lesson.parameters()) if isinstance(lesson, torch.nn.Module) else [])
    optimiser = torch.optim.AdamW(learned, lr=given.lr, weight_decay=0.02)
    slow_head = copy.deepcopy(lesson.head).requires_grad_(False) if given.id == "encoder-self-distilled" else None
    if slow_head:
        lesson.slow = (ema, slow_head)
    state = {"id": given.id, "step": 0, "seconds": 0.0, "log": [], "batch": batch, "lr": given.lr, "hardware": f"{platform.machine()} CPU, 1 thread of a shared machine"}
    started = last = time.time()
    running: list[float] = []
    folder = given.out / given.id
    folder.mkdir(parents=True, exist_ok=True)

    def save() -> None:
        state["seconds"] = time.time() - started
        state["log"].append({"step": state["step"], "minutes": round(state["seconds"] / 60, 1), "loss": float(np.mean(running)), **examine(lesson, ema, held_out, batch)})
        running.clear()
        print(json.dumps(state["log"][-1]), flush=True)
        torch.save({"ema": ema.state_dict(), "state": state}, folder / "checkpoint.pt")
        (folder / "log.json").write_text(json.dumps(state, indent=1) + "\n")

    while (share := (time.time() - started) / 60 / given.minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = float(given.lr * min(1, (state["step"] + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * share))))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss, _ = lesson.loss(encoder, train, rng, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        state["step"] += 1
        decay = min(EMA, state["step"] / (state["step"] + 20))
        with torch.no_grad():
            torch._foreach_lerp_(list(ema.parameters()), list(encoder.parameters()), 1 - decay)
            if slow_head:
                torch._foreach_lerp_(list(slow_head.parameters()), list(lesson.head.parameters()), 1 - decay)
        running.append(loss.item())
        if time.time() - last > CHECK_S:
            save()
            last = time.time()
    save()


if __name__ == "__main__":
    main()
