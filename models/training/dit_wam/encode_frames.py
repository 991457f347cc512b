"""Encodes every frame of the training layout with the frozen VAE, as a cache of latents.

    python models/training/dit_wam/encode_frames.py --data data/train --vae build/vae --out build/latents
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from export_models import load_vae
from shards import load_clips
from vae import LATENT_CHANNELS


def picture_tensor(frames: np.ndarray) -> torch.Tensor:
    """RGB u8 [N, H, W, 3] to f32 [N, 3, H, W] in [-1, 1]."""
    return torch.from_numpy(frames.astype(np.float32) / 127.5 - 1).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--vae", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--threads", type=int, default=1)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    clips = load_clips(given.data)
    encoder = load_vae(given.vae / "checkpoint.pt").encoder.to(device, memory_format=torch.channels_last)
    given.out.mkdir(parents=True, exist_ok=True)
    shape = (len(clips), clips.about["frames"], LATENT_CHANNELS, 16, 16)
    half_written = given.out / "latents.part.npy"
    latents = np.lib.format.open_memmap(half_written, "w+", np.float16, shape)
    started = time.time()
    with torch.no_grad():
        for clip in range(len(clips)):
            x = picture_tensor(np.stack([clips.frame(clip, f) for f in range(shape[1])])).to(device)
            latents[clip] = encoder(x)[0].cpu().numpy().astype(np.float16)
    latents.flush()
    half_written.rename(given.out / "latents.npy")
    print(f"{len(clips) * shape[1]} frames in {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
