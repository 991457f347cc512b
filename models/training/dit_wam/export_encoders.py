"""Writes ONNX graphs and manifests of the frame encoders out of their checkpoints.

    python models/training/dit_wam/export_encoders.py --vae build/vae --encoders build/encoders
"""

import argparse
from pathlib import Path

import torch

from encoders import ENCODERS, FEATURE_NET, VaeMean
from export_models import MODELS, load_vae
from manifests import write_encoder
from onnx_files import export, round_to_half


class Features(torch.nn.Module):
    """The part of an encoder that is shipped."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        return self.encoder(frames)


def about_of(kind) -> str:
    return " ".join((kind.__doc__ or "").split())


def load_encoder(id: str, vae: Path, encoders: Path) -> torch.nn.Module:
    """Weights as shipped; an encoder that was never trained starts from seed 0."""
    kind = ENCODERS[id][1]
    if kind is VaeMean:
        return round_to_half(VaeMean(load_vae(vae / "checkpoint.pt")))
    torch.manual_seed(0)
    encoder = kind()
    checkpoint = encoders / id / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)["ema"]
        encoder.load_state_dict({k: v for k, v in saved.items() if not k.startswith("heads.")})
    return round_to_half(encoder)


def example_frames(kind, batch: int = 2) -> torch.Tensor:
    shape = (batch, kind.frames, 3, kind.px, kind.px) if kind.frames > 1 else (batch, 3, kind.px, kind.px)
    return torch.rand(shape, generator=torch.Generator().manual_seed(0)) * 2 - 1


def export_encoder(id: str, encoder: torch.nn.Module, models: Path) -> None:
    title, kind = ENCODERS[id]
    digest = export(Features(encoder).eval(), {"frames": example_frames(kind)}, ["features"], models / id / "encoder.onnx")
    feature_net = "small" if id == FEATURE_NET else None
    write_encoder(models / id, id, title, digest, px=kind.px, frames=kind.frames, width=kind.width, about=about_of(kind), feature_net=feature_net)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--vae", type=Path, required=True)
    options.add_argument("--encoders", type=Path, required=True)
    options.add_argument("--models", type=Path, default=MODELS)
    given = options.parse_args()
    torch.set_num_threads(1)
    for id in ENCODERS:
        export_encoder(id, load_encoder(id, given.vae, given.encoders), given.models)
        print(id, flush=True)


if __name__ == "__main__":
    main()
