"""Sharpens the decoder of the sample VAE against a discriminator; the encoder, and with it all latents, stay as they are.

A decoder that learns by pixels alone answers with the mean of what a latent may stand for: grey for asphalt, a smear for a
facade. Here a discriminator, which sees the picture and its latent, tells pictures from decoded ones, and the decoder learns to
deceive it (Esser, Rombach, Ommer, 2021: the adversarial term is weighed so that its gradient at the last layer equals that
of the pixels). Large shapes and colours are held by a loss on pictures shrunk to a quarter.

    python models/training/dit_wam/train_decoder.py --data data/train --vae build/vae --out build/vae-sharp --minutes 60
"""

import argparse
import copy
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from shards import load_clips, split_clips
from train_vae import batch_of, edges, moved, moves_of, psnr
from vae import LATENT_CHANNELS, Vae

PIXEL_WEIGHT = 1.0
EDGE_WEIGHT = 0.25
COARSE_WEIGHT = 4.0
MATCH_WEIGHT = 2.0
ADVERSARIAL_WEIGHT = 0.6
ALONE_STEPS = 150  # of the discriminator before the decoder heeds it
EMA = 0.998


class Discriminator(nn.Module):
    """Pictures [N, 3, 128, 128] in [-1, 1] with their latents to judgements of patches, [N, 1, 16, 16], and what lies between."""

    def __init__(self):
        super().__init__()
        conv = lambda a, b, size, stride: spectral_norm(nn.Conv2d(a, b, size, stride=stride, padding=(size - 1) // 2))
        self.stages = nn.ModuleList([nn.Sequential(nn.PixelUnshuffle(2), conv(12, 32, 3, 1)), conv(32, 64, 4, 2), conv(64, 128, 4, 2)])
        self.latent = conv(LATENT_CHANNELS, 128, 3, 1)
        self.mixed = conv(128, 128, 3, 1)
        self.last = conv(128, 1, 1, 1)

    def forward(self, x: torch.Tensor, z: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        between = []
        for stage in self.stages:
            x = F.leaky_relu(stage(x), 0.2)
            between.append(x)
        x = F.leaky_relu(self.mixed(x + self.latent(z)), 0.2)
        return self.last(x), [*between, x]


def likeness(out: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    coarse = F.mse_loss(F.avg_pool2d(out, 4), F.avg_pool2d(x, 4))
    outlines = sum(F.l1_loss(a, b) for a, b in zip(edges(out), edges(x)))
    return PIXEL_WEIGHT * F.l1_loss(out, x) + EDGE_WEIGHT * outlines + COARSE_WEIGHT * coarse


def balance(by_pixels: torch.Tensor, by_judge: torch.Tensor, last: nn.Parameter) -> torch.Tensor:
    """Weight with which the judge's gradient at the last layer is as large as the pixels'."""
    a = torch.autograd.grad(by_pixels, last, retain_graph=True)[0].float().norm()
    b = torch.autograd.grad(by_judge, last, retain_graph=True)[0].float().norm()
    return (a / (b + 1e-6)).clamp(0, 1e3).detach()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vae", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60, help="of processor time")
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--moved", type=int, default=4, help="pictures of a batch whose latents are moved, held to the moved pictures")
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    clips = load_clips(args.data)
    frames = clips.about["frames"]
    train, held_out = split_clips(len(clips))
    saved = torch.load(args.vae / "checkpoint.pt", weights_only=False)
    model = Vae().to(memory_format=torch.channels_last)
    model.load_state_dict(saved["ema"])
    model.encoder.requires_grad_(False)
    ema = copy.deepcopy(model).requires_grad_(False)
    judge = Discriminator().to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(model.decoder.parameters(), lr=args.lr, betas=(0.5, 0.9))
    judging = torch.optim.Adam(judge.parameters(), lr=2 * args.lr, betas=(0.5, 0.9))
    sharpened = {"step": 0, "seconds": 0.0, "psnr_before": psnr(ema, clips, held_out, frames), "losses": []}
    rng = np.random.default_rng(args.seed + 1)
    budget = args.minutes * 60
    seconds = 0.0
    told = time.time()
    running = []
    while seconds < budget:
        began = time.process_time()
        rate = float(0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * seconds / budget)))
        for group in optimiser.param_groups:
            group["lr"] = args.lr * rate
        for group in judging.param_groups:
            group["lr"] = 2 * args.lr * rate
        picks = np.stack([rng.choice(train, args.batch), rng.integers(0, frames, args.batch)], axis=1)
        x = batch_of(clips, picks, rng.random(args.batch) < 0.5)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                mean, log_variance = (part.float() for part in model.encoder(x))
                z = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
            out = model.decoder(z).float()
            # The judge learns first, by what the decoder makes now.
            real, of_real = judge(x, z)
            fake, _ = judge(out.detach(), z)
            judged = (F.relu(1 - real.float()) + F.relu(1 + fake.float())).mean()
        judging.zero_grad(set_to_none=True)
        judged.backward()
        judging.step()
        parts = {"judge": judged.item()}
        if sharpened["step"] >= ALONE_STEPS:
            judge.requires_grad_(False)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                by_pixels = likeness(out, x)
                verdict, of_out = judge(out, z)
                by_judge = -verdict.float().mean()
                match = sum(F.l1_loss(a.float(), b.detach().float()) for a, b in zip(of_out, of_real)) / len(of_out)
                weight = balance(by_pixels, by_judge, model.decoder.exit[-2].weight)
                theta = moves_of(args.moved, rng)
                wanted, seen = moved(x[: args.moved], theta)
                again = likeness(model.decoder(moved(z[: args.moved], theta)[0]).float() * seen, wanted * seen)
                loss = by_pixels + ADVERSARIAL_WEIGHT * weight * by_judge + MATCH_WEIGHT * match + args.moved / args.batch * again
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.decoder.parameters(), 1.0)
            optimiser.step()
            judge.requires_grad_(True)
            with torch.no_grad():
                for a, b in zip(ema.decoder.parameters(), model.decoder.parameters()):
                    a.lerp_(b, 1 - EMA)
            parts |= {"pixels": by_pixels.item(), "by_judge": by_judge.item(), "match": match.item(), "weight": weight.item(), "moved": again.item()}
        sharpened["step"] += 1
        seconds += (time.process_time() - began) / args.threads
        if "pixels" in parts:
            running.append(parts["pixels"])
        if time.time() - told > 120:
            told = time.time()
            sharpened["seconds"] = seconds
            sharpened["losses"].append([sharpened["step"], float(np.mean(running)) if running else None, parts["judge"], psnr(ema, clips, held_out, frames)])
            running = []
            print(json.dumps({"step": sharpened["step"], "minutes": round(seconds / 60, 1), **parts, "psnr": sharpened["losses"][-1][3]}), flush=True)
            torch.save({"model": model.state_dict(), "ema": ema.state_dict(), "state": saved["state"] | {"sharpened": sharpened}}, args.out / "checkpoint.pt")
    sharpened["seconds"] = seconds
    sharpened["psnr"] = psnr(ema, clips, held_out, frames, count=512)
    torch.save({"model": model.state_dict(), "ema": ema.state_dict(), "state": saved["state"] | {"sharpened": sharpened}}, args.out / "checkpoint.pt")
    print(json.dumps({"step": sharpened["step"], "psnr": sharpened["psnr"]}), flush=True)


if __name__ == "__main__":
    main()
