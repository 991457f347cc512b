"""SSIM and PSNR of made pictures by torchmetrics, for tests/golden/image-quality.json.

    pip install torch torchmetrics && python tests/reference/image_quality.py > tests/golden/image-quality.json
"""

import json

import torch
from torchmetrics.functional.image import peak_signal_noise_ratio, structural_similarity_index_measure

CASES = [(16, 12, 0), (40, 25, 3), (128, 128, 20), (128, 128, 255)]


def picture(width: int, height: int, seed: int) -> torch.Tensor:
    """The same bytes as `madePicture` of the test: smooth waves with a sawtooth on top, [3, height, width]."""
    rows = []
    for channel in range(3):
        for y in range(height):
            for x in range(width):
                rows.append((x * (5 + channel) + y * (3 + 2 * channel) + ((x * y * (seed + 1)) % 17) * 6 + seed * channel) % 256)
    return torch.tensor(rows, dtype=torch.float64).reshape(3, height, width) / 255


def other(picture: torch.Tensor, spread: int) -> torch.Tensor:
    """The picture shifted by one pixel and moved by up to `spread` levels, as `madeOther` of the test."""
    bytes_ = (picture.roll(1, dims=2) * 255).round()
    n = torch.arange(bytes_.numel()).reshape(bytes_.shape)
    return (bytes_ + (n * 31) % (spread + 1)).clamp(max=255) / 255


if __name__ == "__main__":
    out = []
    for width, height, spread in CASES:
        a = picture(width, height, spread)
        b = other(a, spread)
        x, y = b[None], a[None]
        out.append(
            {
                "widthPx": width,
                "heightPx": height,
                "spread": spread,
                "ssim": structural_similarity_index_measure(x, y, data_range=1.0).item(),
                "psnr": peak_signal_noise_ratio(x, y, data_range=1.0).item(),
            }
        )
    print(json.dumps(out, indent=2))
