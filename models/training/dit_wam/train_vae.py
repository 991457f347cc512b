"""Trains the sample VAE on frames of the training layout; goes on from its last checkpoint.

    python models/training/dit_wam/train_vae.py --data data/train --out build/vae --minutes 90
"""

import argparse
import copy
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from shards import load_clips, split_clips
from vae import Vae

KL_WEIGHT = 2e-5
EDGE_WEIGHT = 0.5
MOVED_WEIGHT = 2.0
MOVED_FROM = 0.46  # share of the time
EMA = 0.998


def batch_of(clips, picks: np.ndarray, flip: np.ndarray) -> torch.Tensor:
    frames = np.stack([clips.frame(c, f)[:, ::-1] if left else clips.frame(c, f) for (c, f), left in zip(picks, flip)])
    return torch.from_numpy(frames.astype(np.float32) / 127.5 - 1).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)


def edges(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return x[..., 1:] - x[..., :-1], x[..., 1:, :] - x[..., :-1, :]


def picture_loss(out: torch.Tensor, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """All of it, and the part that compares pixels."""
    pixel = F.l1_loss(out, x) + 2 * F.mse_loss(out, x)
    # Small things are a few pixels: their outlines weigh more than flat ground.
    return pixel + EDGE_WEIGHT * sum(F.l1_loss(a, b) for a, b in zip(edges(out), edges(x))), pixel


def moves_of(count: int, rng: np.random.Generator) -> torch.Tensor:
    """Random affine moves of a view, [count, 2, 3]: nearer or farther, aside, and slanted as the road is when the lane changes."""
    scale = np.exp(rng.uniform(-0.6, 0.25, count))
    theta = np.zeros((count, 2, 3), np.float32)
    theta[:, 0, 0] = scale * np.exp(rng.uniform(-0.15, 0.15, count))
    theta[:, 1, 1] = scale * np.exp(rng.uniform(-0.15, 0.15, count))
    theta[:, 0, 1] = rng.uniform(-0.3, 0.3, count)
    theta[:, 0, 2] = rng.uniform(-0.4, 0.4, count)
    theta[:, 1, 2] = rng.uniform(-0.25, 0.25, count)
    return torch.from_numpy(theta)


def moved(x: torch.Tensor, theta: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures or latents under the moves, and where they were in view, [N, 1, h, w]."""
    grid = F.affine_grid(theta, [len(x), 1, *x.shape[2:]], align_corners=False)
    return F.grid_sample(x, grid, padding_mode="border", align_corners=False), (grid.abs().amax(-1) < 1).float()[:, None]


def loss_of(model: Vae, x: torch.Tensor, theta: torch.Tensor | None) -> tuple[torch.Tensor, dict]:
    """With moves, a moved latent must also decode to the moved picture: a world model then has less to learn about motion."""
    mean, log_variance = (part.float() for part in model.encoder(x))
    z = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
    loss, pixel = picture_loss(model.decoder(z).float(), x)
    kl = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum(dim=(1, 2, 3)).mean()
    parts = {"pixel": pixel.item(), "kl": kl.item()}
    loss = loss + KL_WEIGHT * kl
    if theta is not None:
        wanted, seen = moved(x, theta)
        again, _ = picture_loss(model.decoder(moved(z, theta)[0]).float() * seen, wanted * seen)
        loss, parts["moved"] = loss + MOVED_WEIGHT * again, again.item()
    return loss, parts


@torch.no_grad()
def psnr(model: Vae, clips, held_out: np.ndarray, frames: int, seed: int = 0, count: int = 256) -> float:
    rng = np.random.default_rng(seed)
    picks = np.stack([rng.choice(held_out, count), rng.integers(0, frames, count)], axis=1)
    errors = []
    for i in range(0, count, 32):
        x = batch_of(clips, picks[i : i + 32], np.zeros(32, bool))
        out = model.decoder(model.encoder(x)[0])
        errors.append(((out - x) / 2).square().mean(dim=(1, 2, 3)))
    return float((-10 * torch.log10(torch.cat(errors))).mean())


@torch.no_grad()
def half_pixel_error(model: Vae, clips, held_out: np.ndarray, seed: int = 0, count: int = 64) -> float:
    """How far latents moved by half a latent pixel are from the encoded moved picture, as a share of the variance of latents."""
    rng = np.random.default_rng(seed)
    picks = np.stack([rng.choice(held_out, count), rng.integers(0, clips.about["frames"], count)], axis=1)
    x = batch_of(clips, picks, np.zeros(count, bool))
    aside = torch.tensor([[1.0, 0, 1 / 16], [0, 1, 0]]).repeat(count, 1, 1)
    wanted, got = model.encoder(moved(x, aside)[0])[0], moved(model.encoder(x)[0], aside)[0]
    inner = (slice(None), slice(None), slice(2, 14), slice(2, 14))
    return float((((got - wanted)[inner].square().mean((0, 2, 3))) / wanted[inner].var((0, 2, 3))).mean())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    clips = load_clips(args.data)
    frames = clips.about["frames"]
    train, held_out = split_clips(len(clips))
    model = Vae().to(memory_format=torch.channels_last)
    ema = copy.deepcopy(model).requires_grad_(False)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.lr, betas=(0.9, 0.95), weight_decay=1e-3)
    state = {"step": 0, "seconds": 0.0, "losses": []}
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["model"])
        ema.load_state_dict(saved["ema"])
        optimiser.load_state_dict(saved["optimiser"])
        state = saved["state"]
    rng = np.random.default_rng(args.seed + state["step"])
    budget = args.minutes * 60
    started = last = time.time() - state["seconds"]
    running = []
    while time.time() - started < budget:
        share = (time.time() - started) / budget
        rate = float(args.lr * min(1, (state["step"] + 1) / 200) * (0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * share))))
        for group in optimiser.param_groups:
            group["lr"] = rate
        picks = np.stack([rng.choice(train, args.batch), rng.integers(0, frames, args.batch)], axis=1)
        x = batch_of(clips, picks, rng.random(args.batch) < 0.5)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            if share >= MOVED_FROM:
                if "moved" not in state:
                    state["moved"] = {"from": state["step"], "half_pixel_error": half_pixel_error(ema, clips, held_out)}
            loss, parts = loss_of(model, x, moves_of(len(x), rng) if share >= MOVED_FROM else None)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        state["step"] += 1
        decay = min(EMA, state["step"] / (state["step"] + 100))
        with torch.no_grad():
            for a, b in zip(ema.parameters(), model.parameters()):
                a.lerp_(b, 1 - decay)
        running.append(parts["pixel"])
        if time.time() - last > 120:
            last = time.time()
            state["seconds"] = time.time() - started
            state["losses"].append([state["step"], float(np.mean(running)), parts["kl"], psnr(ema, clips, held_out, frames)])
            running = []
            print(json.dumps({"step": state["step"], "minutes": round(state["seconds"] / 60, 1), **parts, "pixel": state["losses"][-1][1], "psnr": state["losses"][-1][3]}), flush=True)
            torch.save({"model": model.state_dict(), "ema": ema.state_dict(), "optimiser": optimiser.state_dict(), "state": state}, checkpoint)
    state["seconds"] = time.time() - started
    state["half_pixel_error"] = half_pixel_error(ema, clips, held_out)
    torch.save({"model": model.state_dict(), "ema": ema.state_dict(), "optimiser": optimiser.state_dict(), "state": state}, checkpoint)
    print(json.dumps({"step": state["step"], "psnr": psnr(ema, clips, held_out, frames, count=512)}), flush=True)


if __name__ == "__main__":
    main()
