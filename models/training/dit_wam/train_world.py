"""Trains one world network on latents of the training layout; goes on from its last checkpoint.

    python models/training/dit_wam/train_world.py --id dit-wam --data data/train --latents build/latents --out build/worlds --minutes 60

Objectives: x0 and epsilon (diffusion), direct (one pass), jump (one pass, a chain). A GPU is used where there is one.
"""

import argparse
import copy
import json
import platform
import time
from pathlib import Path

import numpy as np
import torch

from catalogue import VARIANTS, Variant
from diffusion import TRAIN_STEPS, alpha_bars, chain, noised
from world import World
from world_data import WorldData, anchors_of, features_of, futures_of, load_world_data

NULL_SHARE = 0.1
CHECK_S = 150
SHARPNESS = 5.0  # largest weight 1 + abar / (1 - abar) of a noise level


class Optimiser:
    """Muon for the matrices of the blocks, which learn about twice as fast by it in short runs; AdamW for all else."""

    def __init__(self, world: World, rate: float):
        inner = [p for name, p in world.named_parameters() if name.startswith("blocks.") and p.dim() == 2]
        chosen = {id(p) for p in inner}
        outer = [p for p in world.parameters() if id(p) not in chosen]
        self.parts = [
            torch.optim.Muon(inner, lr=rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"),
            torch.optim.AdamW(outer, lr=rate, betas=(0.9, 0.98), weight_decay=0.01),
        ]

    def step(self, rate: float) -> None:
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()
            part.zero_grad(set_to_none=True)

    def state_dict(self) -> list[dict]:
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, saved: list[dict]) -> None:
        for part, state in zip(self.parts, saved, strict=True):
            part.load_state_dict(state)


class Objective:
    """Makes a batch and its loss. Inputs of the network are (x, anchor, features, t, null_action)."""

    def __init__(self, variant: Variant, device: str):
        self.variant, self.device = variant, device
        self.abars = alpha_bars().to(device)

    def inputs(self, anchor, features, target, t, noise, null):
        """target [B, H·S, P]; answers the network's inputs and what it is to say."""
        kind = self.variant.objective
        if kind in ("x0", "epsilon"):
            x = noised(target, noise, self.abars[t])
            return (x, anchor, features, t, null), target if kind == "x0" else noise
        return (anchor.repeat(1, self.variant.shape.horizon, 1), anchor, features, torch.zeros_like(t), torch.ones_like(null)), target

    def loss(self, network, anchor, features, target, rng: torch.Generator):
        batch = len(anchor)
        t = torch.randint(TRAIN_STEPS, (batch,), generator=rng).to(self.device)
        noise = torch.randn(target.shape, generator=rng).to(self.device)
        null = (torch.rand(batch, generator=rng) >= NULL_SHARE).float().to(self.device)
        given, wanted = self.inputs(anchor, features, target, t, noise, null)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            answer = network(*given)
        error = (answer.float() - wanted).square().mean((1, 2))
        if self.variant.objective == "x0":
            # Errors shrink with the noise; unweighted, the fine strokes of a picture would hardly count.
            abar = self.abars[t]
            error = error * (1 / (1 - abar)).clamp(max=SHARPNESS)
        return error.mean()


def batch_rows(data: WorldData, windows, rows: np.ndarray, features: np.ndarray, variant: Variant, network, rng: np.random.Generator, device: str):
    """Anchors, features and targets of a batch. Half of a jump's batches start from the network's own answers."""
    picked = windows.pick(rows)
    future = futures_of(data, picked, variant).to(device)
    anchor = anchors_of(data, picked).to(device)
    given = torch.from_numpy(features[rows]).to(device)
    if variant.objective != "jump":
        return anchor, given, future.flatten(1, 2)
    own = int(rng.integers(1, variant.chain)) if rng.random() < 0.5 else 0
    first = int(rng.integers(0, variant.chain - own))
    if first:
        anchor = future[:, first - 1]
    if own:
        with torch.autocast(device, dtype=torch.bfloat16):
            anchor = chain(network, anchor, given[:, first : first + own])[:, -1].float()
    return anchor, given[:, first + own], future[:, first + own]


@torch.no_grad()
def held_out_loss(objective: Objective, network, data: WorldData, variant: Variant, features: np.ndarray, device: str, count: int = 96) -> dict:
    """Mean squared error on a fixed spread of held-out windows, and of the answer "nothing changes"."""
    rows = np.linspace(0, len(data.held_out) - 1, count).astype(int)
    picked = data.held_out.pick(rows)
    anchor, future = anchors_of(data, picked).to(device), futures_of(data, picked, variant).to(device)
    given = torch.from_numpy(features[rows]).to(device)
    copied = (future - anchor[:, None]).square().mean().item()
    if variant.objective == "jump":
        out = torch.cat([chain(network, anchor[i : i + 32], given[i : i + 32]) for i in range(0, count, 32)])
        return {"held_out": (out - future).square().mean().item(), "copy": copied}
    rng, losses = torch.Generator().manual_seed(0), []
    for i in range(0, count, 16):
        cut = slice(i, i + 16)
        # Spread evenly over the noise levels, the same at each look.
        t = torch.linspace(0, TRAIN_STEPS - 1, 16).long().to(device)
        target = future[cut].flatten(1, 2)
        noise = torch.randn(target.shape, generator=rng).to(device)
        inputs, wanted = objective.inputs(anchor[cut], given[cut], target, t, noise, torch.ones(len(target), device=device))
        losses.append((network(*inputs).float() - wanted).square().mean((1, 2)))
    losses = torch.stack(losses)
    return {"held_out": losses.mean().item(), "noisiest": losses[:, -1].mean().item(), "copy": copied}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--id", choices=list(VARIANTS), required=True)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--latents", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    budget = options.add_mutually_exclusive_group(required=True)
    budget.add_argument("--minutes", type=float, help="wall time; the learning rate falls with it")
    budget.add_argument("--steps", type=int)
    options.add_argument("--batch", type=int, default=16)
    options.add_argument("--lr", type=float, default=8e-4)
    options.add_argument("--ema", type=float, default=0.998)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--start", type=Path, help="folder of a network of the same shape, trained before, whose averaged weights are the first ones")
    options.add_argument("--plain", action="store_true", help="do not compile the network (no C++ compiler, or a very short run)")
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    variant = VARIANTS[given.id]
    folder = given.out / variant.id
    folder.mkdir(parents=True, exist_ok=True)
    data = load_world_data(given.data, given.latents, variant.actions)
    features, held_out_features = features_of(data.train, variant), features_of(data.held_out, variant)
    share = data.train.weight / data.train.weight.sum()

    world = World(variant.shape).to(device)
    ema = copy.deepcopy(world).requires_grad_(False)
    optimiser = Optimiser(world, given.lr)
    about = {"mean": data.mean.tolist(), "std": data.std.tolist(), "action_range": data.action_range, "calibration": None}
    hardware = torch.cuda.get_device_name() if device == "cuda" else f"{platform.machine()} CPU, {given.threads} thread{'s' if given.threads > 1 else ''} of a shared machine"
    state = {"id": variant.id, "step": 0, "seconds": 0.0, "log": [], "about": about, "hardware": hardware}
    checkpoint = folder / "checkpoint.pt"
    if given.start and not checkpoint.exists():
        earlier = torch.load(given.start / "checkpoint.pt", weights_only=False)
        world.load_state_dict(earlier["ema"])
        ema.load_state_dict(earlier["ema"])
        state["start"] = {"id": earlier["state"]["id"], "step": earlier["state"]["step"]}
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        world.load_state_dict(saved["model"])
        ema.load_state_dict(saved["ema"])
        optimiser.load_state_dict(saved["optimiser"])
        state = saved["state"]
    state |= {"batch": given.batch, "lr": given.lr, "ema": given.ema}
    state["budget"] = {"minutes": given.minutes} if given.minutes else {"steps": given.steps}
    network = world if given.plain else torch.compile(world)
    objective = Objective(variant, device)
    rng, noise_rng = np.random.default_rng(given.seed + state["step"]), torch.Generator().manual_seed(given.seed + state["step"])

    def save() -> None:
        state["seconds"] = time.time() - started
        ema.eval()
        state["log"].append({"step": state["step"], "batch": given.batch, "minutes": round(state["seconds"] / 60, 1), "loss": float(np.mean(running)), **held_out_loss(objective, ema, data, variant, held_out_features, device)})
        running.clear()
        print(json.dumps(state["log"][-1]), flush=True)
        part = checkpoint.with_suffix(".part")
        torch.save({"model": world.state_dict(), "ema": ema.state_dict(), "optimiser": optimiser.state_dict(), "state": state}, part)
        part.replace(checkpoint)
        (folder / "log.json").write_text(json.dumps({k: v for k, v in state.items() if k != "about"}, indent=1) + "\n")

    started = last = time.time() - state["seconds"]
    running: list[float] = []
    spent = lambda: (time.time() - started) / 60 / given.minutes if given.minutes else state["step"] / given.steps
    while spent() < 1:
        rate = given.lr * min(1, (state["step"] + 1) / 200) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * spent())))
        rows = rng.choice(len(share), given.batch, p=share)
        anchor, actions, target = batch_rows(data, data.train, rows, features, variant, world, rng, device)
        try:
            loss = objective.loss(network, anchor, actions, target, noise_rng)
            loss.backward()
        except Exception as error:  # The compiler names no narrower class for all its failures.
            if network is world:
                raise
            print(f"going on without compiling: {type(error).__name__}", flush=True)
            network = world
            continue
        torch.nn.utils.clip_grad_norm_(world.parameters(), 1.0)
        optimiser.step(float(rate))
        state["step"] += 1
        decay = min(given.ema, state["step"] / (state["step"] + 20))
        with torch.no_grad():
            torch._foreach_lerp_(list(ema.parameters()), list(world.parameters()), 1 - decay)
        running.append(loss.item())
        if time.time() - last > CHECK_S:
            save()
            last = time.time()
    if running:
        save()


if __name__ == "__main__":
    main()
