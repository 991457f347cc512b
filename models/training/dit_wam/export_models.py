"""Writes ONNX graphs and manifests out of checkpoints: the VAE and every world model that has one.

    python models/training/dit_wam/export_models.py --vae build/vae --worlds build/worlds
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from catalogue import VARIANTS, Variant
from manifests import VAE_ID, write_vae, write_world
from onnx_files import export, round_to_half
from vae import Vae
from world import World

MODELS = Path(__file__).resolve().parents[2]


def load_vae(checkpoint: Path) -> Vae:
    """The averaged weights, rounded as they are shipped."""
    vae = Vae()
    vae.load_state_dict(torch.load(checkpoint, weights_only=False)["ema"])
    return round_to_half(vae)


class MeanEncoder(torch.nn.Module):
    def __init__(self, vae: Vae):
        super().__init__()
        self.encoder = vae.encoder

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.encoder(image)[0]


def export_vae(vae: Vae, models: Path) -> None:
    folder = models / VAE_ID
    digests = {
        "encoder": export(MeanEncoder(vae).eval(), {"image": torch.zeros(2, 3, 128, 128)}, ["latent"], folder / "encoder.onnx"),
        "decoder": export(vae.decoder, {"latent": torch.zeros(2, 4, 16, 16)}, ["image"], folder / "decoder.onnx"),
    }
    write_vae(folder, digests)


def example_of(shape, batch: int, seed: int = 0) -> dict[str, torch.Tensor]:
    """Inputs of a world graph that mean nothing."""
    g = torch.Generator().manual_seed(seed)
    rows = shape.horizon * shape.tokens
    return {
        "x": torch.randn(batch, rows, shape.token_length, generator=g),
        "anchor": torch.randn(batch, shape.tokens, shape.token_length, generator=g),
        "action_features": torch.rand(batch, shape.horizon, shape.features, generator=g) * 2 - 1,
        "t": torch.randint(0, 1000, (batch,), generator=g),
        "null_action": torch.ones(batch),
    }


def export_world(world: World, variant: Variant, models: Path, about: dict) -> None:
    """`world` has rounded weights; `about` holds mean, std, action_range and calibration."""
    folder = models / variant.id
    digest = export(world, example_of(variant.shape, 2), ["prediction"], folder / "world.onnx")
    write_world(folder, variant, digest, count=sum(p.numel() for p in world.parameters()), **about)


def load_world(checkpoint: Path) -> tuple[World, Variant, dict]:
    """The averaged weights of a run, rounded as they are shipped, and what the run noted."""
    saved = torch.load(checkpoint, weights_only=False)
    variant = VARIANTS[saved["state"]["id"]]
    world = World(variant.shape)
    world.load_state_dict(saved["ema"])
    return round_to_half(world), variant, saved["state"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--vae", type=Path)
    options.add_argument("--worlds", type=Path)
    options.add_argument("--models", type=Path, default=MODELS)
    options.add_argument("--only", nargs="*")
    given = options.parse_args()
    torch.set_num_threads(1)
    if given.vae:
        export_vae(load_vae(given.vae / "checkpoint.pt"), given.models)
    for checkpoint in sorted(given.worlds.glob("*/checkpoint.pt")) if given.worlds else []:
        world, variant, state = load_world(checkpoint)
        if not given.only or variant.id in given.only:
            export_world(world, variant, given.models, state["about"])
            print(variant.id, state["step"], flush=True)


if __name__ == "__main__":
    main()
