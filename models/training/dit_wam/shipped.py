"""The exported graphs in onnxruntime on one thread: what the figures of the cards are measured with."""

import json
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from catalogue import VARIANTS
from diffusion import chain, sample
from windows import latents_of

RNG_SEED = 4242
STEPS = 50


def session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


class ShippedWorld:
    """A world graph called as the PyTorch network is; `roll_out` gives standardised tokens [B, steps, S, P]."""

    def __init__(self, models: Path, id: str):
        self.variant = VARIANTS[id]
        self.shape = self.variant.shape
        self.manifest = json.loads((models / id / "manifest.json").read_text())
        self.file = models / id / "world.onnx"
        self.session = session(self.file)
        numbers = self.manifest["parameters"]["standardisation"]
        self.mean, self.std = np.array(numbers["mean"], np.float32), np.array(numbers["std"], np.float32)

    def __call__(self, x, anchor, features, t, null) -> torch.Tensor:
        given = {"x": x, "anchor": anchor, "action_features": features, "t": t, "null_action": null}
        return torch.from_numpy(self.session.run(None, {name: value.numpy() for name, value in given.items()})[0])

    def roll_out(self, anchor: torch.Tensor, features: torch.Tensor, seed: int = RNG_SEED, batch: int = 8) -> torch.Tensor:
        """Window i starts from noise of its own, whatever the batch."""
        shape, out = self.shape, []
        for i in range(0, len(anchor), batch):
            a, f = anchor[i : i + batch], features[i : i + batch]
            if self.variant.objective == "jump":
                out.append(chain(self, a, f))
                continue
            noise = torch.stack(
                [torch.randn(shape.horizon * shape.tokens, shape.token_length, generator=torch.Generator().manual_seed(seed + i + j)) for j in range(len(a))]
            )
            tokens = sample(self, a, f, noise, objective=self.variant.objective, steps=STEPS)
            out.append(tokens.unflatten(1, (shape.horizon, shape.tokens)))
        return torch.cat(out)

    def latents(self, tokens: torch.Tensor) -> np.ndarray:
        """Un-standardised [..., 4, 16, 16]."""
        return latents_of(tokens.numpy() * self.std + self.mean, 4, 16, 16)

    def ms_a_step(self, count: int = 20) -> float:
        """Median of one evaluation with a batch of 1."""
        shape = self.shape
        given = (
            torch.randn(1, shape.horizon * shape.tokens, shape.token_length),
            torch.randn(1, shape.tokens, shape.token_length),
            torch.zeros(1, shape.horizon, shape.features),
            torch.tensor([500]),
            torch.ones(1),
        )
        took = []
        for _ in range(count):
            started = time.perf_counter()
            self(*given)
            took.append(time.perf_counter() - started)
        return 1000 * float(np.median(took))


class ShippedVae:
    def __init__(self, models: Path):
        self.encoder, self.decoder = session(models / "sample-vae" / "encoder.onnx"), session(models / "sample-vae" / "decoder.onnx")

    def encode(self, frames: np.ndarray) -> np.ndarray:
        """RGB u8 [N, 128, 128, 3] to [N, 4, 16, 16]."""
        image = np.ascontiguousarray((frames.astype(np.float32) / 127.5 - 1).transpose(0, 3, 1, 2))
        return self.encoder.run(None, {"image": image})[0]

    def decode(self, latents: np.ndarray) -> np.ndarray:
        """[..., 4, 16, 16] to RGB u8 [..., 128, 128, 3]."""
        flat = np.clip(latents.reshape(-1, 4, 16, 16), -6, 6).astype(np.float32)
        image = np.concatenate([self.decoder.run(None, {"latent": flat[i : i + 16]})[0] for i in range(0, len(flat), 16)])
        rgb = np.round((np.clip(image, -1, 1) + 1) * 127.5).astype(np.uint8).transpose(0, 2, 3, 1)
        return rgb.reshape(*latents.shape[:-3], 128, 128, 3)
