"""SSIM, PSNR, sharpness, latent cosine, FID and KID from torchmetrics, on small inputs made here.

    pip install torch torchvision torchmetrics torch-fidelity scipy
    python tests/reference/image_metrics.py tests/golden/image-metrics/images.json

Pictures are 8-bit RGB, features whole numbers by 32, so that both sides compute on equal numbers.
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage
from torchmetrics.functional.image import peak_signal_noise_ratio, structural_similarity_index_measure
from torchmetrics.image.fid import FrechetInceptionDistance
from torchmetrics.image.kid import KernelInceptionDistance

from score_statistics import xoshiro128ss

KID_SEED = 42


def text(values: np.ndarray) -> str:
    return base64.b64encode(values.tobytes()).decode()


def picture(rng: np.random.Generator, height: int, width: int, smooth: float) -> np.ndarray:
    noise = ndimage.gaussian_filter(rng.normal(size=(height, width, 3)), (smooth, smooth, 0)) if smooth else rng.normal(size=(height, width, 3))
    return np.clip(128 + 60 * noise / noise.std(), 0, 255).astype(np.uint8)


def laplacian_variance(image: np.ndarray) -> float:
    grey = torch.tensor(image / 255).mean(-1)[None, None]
    kernel = torch.tensor([[0, 1, 0], [1, -4, 1], [0, 1, 0]], dtype=torch.float64)[None, None]
    return float(torch.nn.functional.conv2d(grey, kernel).var(unbiased=False))


def compare(name: str, a: np.ndarray, b: np.ndarray) -> dict:
    batch = lambda image: torch.tensor(image / 255).permute(2, 0, 1)[None]
    return {
        "name": name, "heightPx": a.shape[0], "widthPx": a.shape[1], "a": text(a), "b": text(b),
        "ssim": float(structural_similarity_index_measure(batch(a), batch(b), data_range=1.0)),
        "psnr": float(peak_signal_noise_ratio(batch(a), batch(b), data_range=1.0)),
        "sharpness": [laplacian_variance(a), laplacian_variance(b)],
    }


def cosine(a: np.ndarray, b: np.ndarray, patch: int) -> float:
    fold = lambda z: torch.nn.functional.unfold(torch.tensor(z)[None], patch, stride=patch)[0].T
    return float(torch.nn.functional.cosine_similarity(fold(a), fold(b), dim=1).mean())


class Given(torch.nn.Module):
    """Takes features for pictures, so that torchmetrics measures them as they are."""

    def __init__(self, width: int):
        super().__init__()
        self.num_features = width

    def forward(self, x):
        return x


def frechet(real: np.ndarray, made: np.ndarray) -> dict:
    metric = FrechetInceptionDistance(feature=Given(real.shape[1]), input_img_size=(real.shape[1],)).set_dtype(torch.float64)
    metric.update(torch.tensor(real), real=True)
    metric.update(torch.tensor(made), real=False)
    c_r, c_f = np.cov(real, rowvar=False), np.cov(made, rowvar=False)
    # The root of a symmetric matrix by its eigenvalues: exact for singular covariances too.
    values, vectors = np.linalg.eigh(c_r)
    root = vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T
    trace = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ c_f @ root), 0)).sum()
    mean = ((real.mean(0) - made.mean(0)) ** 2).sum()
    return {"torchmetrics": float(metric.compute()), "symmetric": float(mean + np.trace(c_r) + np.trace(c_f) - 2 * trace)}


def mmd(x: np.ndarray, y: np.ndarray) -> float:
    kernel = lambda a, b: (a @ b.T / x.shape[1] + 1) ** 3
    n = len(x)
    within = lambda k: (k.sum() - np.trace(k)) / (n * (n - 1))
    return float(within(kernel(x, x)) + within(kernel(y, y)) - 2 * kernel(x, y).mean())


def draw(words, rows: int, size: int) -> np.ndarray:
    order = np.arange(rows)
    if size < rows:
        for i in range(size):
            other = i + (next(words) * (rows - i) >> 32)
            order[[i, other]] = order[[other, i]]
    return order[:size]


def kernel_distance(real: np.ndarray, made: np.ndarray) -> dict:
    size = min(50, len(real), len(made))
    words = xoshiro128ss(KID_SEED)
    found = []
    for _ in range(100):
        a = draw(words, len(real), size)
        found.append(mmd(real[a], made[draw(words, len(made), size)]))
    answer = {"mean": float(np.mean(found)), "sd": float(np.std(found))}
    if len(real) == len(made) == size:
        # Every subset is the whole set: torchmetrics draws nothing either.
        metric = KernelInceptionDistance(feature=Given(real.shape[1]), subsets=3, subset_size=size)
        metric.update(torch.tensor(real), real=True)
        metric.update(torch.tensor(made), real=False)
        answer["torchmetrics"] = float(metric.compute()[0])
    return answer


def features(rng: np.random.Generator, count: int, mix: np.ndarray, offset: float) -> np.ndarray:
    return np.clip(np.round(32 * (rng.normal(size=(count, len(mix))) @ mix + offset)), -32768, 32767).astype(np.int16)


def main() -> None:
    rng = np.random.default_rng(11)
    smooth, noise, wide = picture(rng, 40, 48, 2), picture(rng, 40, 48, 0), picture(rng, 11, 33, 1)
    near = np.clip(smooth.astype(int) + rng.integers(-9, 10, smooth.shape), 0, 255).astype(np.uint8)
    flat = np.full_like(wide, 90)
    pairs = [compare("a noisy copy", smooth, near), compare("unlike pictures", smooth, noise), compare("as high as the window", wide, np.roll(wide, 2, 1)), compare("one colour", wide, flat)]
    latents = rng.normal(size=(2, 4, 8, 12)).astype(np.float32)
    latents[1] = 0.6 * latents[0] + 0.8 * latents[1]
    sets = []
    for width, counts in ((6, (40, 40)), (6, (90, 70)), (24, (15, 12))):
        mix = rng.normal(size=(width, width)) / np.sqrt(width)
        real, made = features(rng, counts[0], mix, 0), features(rng, counts[1], mix * 1.3, 0.4)
        r, m = real / 32, made / 32
        sets.append({"width": width, "real": text(real), "made": text(made), "fid": frechet(r, m), "kid": kernel_distance(r, m)})
    Path(sys.argv[1]).write_text(json.dumps({
        "pairs": pairs,
        "latents": {"shape": {"channels": 4, "height": 8, "width": 12}, "a": text(latents[0]), "b": text(latents[1]), "cosSim": {str(p): cosine(*latents, p) for p in (1, 2, 4)}},
        "kidSeed": KID_SEED,
        "sets": sets,
    }, indent=1) + "\n")


if __name__ == "__main__":
    main()
