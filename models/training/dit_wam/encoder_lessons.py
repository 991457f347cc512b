"""What each frame encoder learns from: a lesson draws a batch and answers its loss, and examines on held-out clips."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from encoders import SMALL_PX, Clip4, Codebook, SelfDistilled, Supervised
from shards import Clips

# Half of the sample camera's horizontal field of view, rad.
HALF_VIEW_RAD = 0.37
NEAR_M, FAR_M = 2.0, 50.0
GROUPS = [["car", "van"], ["truck", "bus", "emergency"], ["bicycle"], ["pedestrian", "child"], ["animal"], ["cone", "barrier", "debris"]]


def pictures(clips: Clips, picks: np.ndarray, px: int) -> torch.Tensor:
    """Frames (clip, frame) [n, 2] as f32 [n, 3, px, px] in [-1, 1], shrunk by area."""
    x = torch.from_numpy(np.stack([clips.frame(c, f) for c, f in picks]).astype(np.float32) / 127.5 - 1).permute(0, 3, 1, 2)
    return F.avg_pool2d(x, x.shape[-1] // px) if x.shape[-1] > px else x.contiguous(memory_format=torch.channels_last)


def draw(rng: np.random.Generator, which: np.ndarray, frames: int, count: int, first: int = 0, last: int = 0) -> np.ndarray:
    return np.stack([rng.choice(which, count), rng.integers(first, frames - last, count)], 1)


class SupervisedLesson:
    """Classes of the clip's words, groups of agents in view, nearness of the nearest."""

    def __init__(self, clips: Clips, boxes: list[tuple[np.ndarray, np.ndarray]]):
        self.clips = clips
        self.classes = {}
        for name, value in [("light", lambda w: w["environment"]["light"]), ("weather", lambda w: w["environment"]["weather"]), ("place", lambda w: w["placeKind"])]:
            names = sorted({value(w) for w in clips.words})
            self.classes[name] = torch.tensor([names.index(value(w)) for w in clips.words])
        self.present, self.near = agents_in_view(clips, boxes)
        self.answers = {name: int(of.max()) + 1 for name, of in self.classes.items()} | {"present": len(GROUPS), "near": 1}

    def encoder(self) -> nn.Module:
        return Supervised(self.answers)

    def loss(self, encoder: Supervised, which: np.ndarray, rng, batch: int):
        picks = draw(rng, which, self.present.shape[1], batch)
        features = encoder(pictures(self.clips, picks, encoder.px))
        said = {name: head(features).float() for name, head in encoder.heads.items()}
        clip, frame = torch.from_numpy(picks).T
        loss = sum(F.cross_entropy(said[name], of[clip]) for name, of in self.classes.items())
        present = self.present[clip, frame]
        loss = loss + 2 * F.binary_cross_entropy_with_logits(said["present"], present) + 4 * F.mse_loss(said["near"][:, 0], self.near[clip, frame])
        right = {f"{name} accuracy": (said[name].argmax(1) == of[clip]).float().mean().item() for name, of in self.classes.items()}
        balanced = ((said["present"] > 0) == (present > 0.5)).float().mean().item()
        return loss, {**right, "agents in view accuracy": balanced}


def agents_in_view(clips: Clips, boxes: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Groups of agents ahead [clips, frames, 6] (0 or 1) and nearness of the nearest [clips, frames] (1 near, 0 none within 50 m)."""
    kinds = clips.about["boxKinds"]
    group = np.array([next(i for i, names in enumerate(GROUPS) if kind in names) for kind in kinds])
    frames = clips.about["frames"]
    present, near = np.zeros((len(clips), frames, len(GROUPS)), np.float32), np.zeros((len(clips), frames), np.float32)
    clip = 0
    for rows, starts in boxes:
        for first, end in zip(starts, starts[1:]):
            b = rows[first:end]
            seen = (b[:, 1] > NEAR_M) & (b[:, 1] < FAR_M) & (np.abs(np.arctan2(b[:, 2], b[:, 1])) < HALF_VIEW_RAD)
            b = b[seen]
            frame = b[:, 0].astype(int)
            present[clip, frame, group[b[:, 10].astype(int)]] = 1
            np.maximum.at(near[clip], frame, 1 - b[:, 1] / FAR_M)
            clip += 1
    return torch.from_numpy(present), torch.from_numpy(near)


class SelfDistilledLesson(nn.Module):
    """Two crops of a frame; the student's answer for one is to be the slow copy's for the other."""

    def __init__(self, clips: Clips):
        super().__init__()
        self.clips = clips
        width = SelfDistilled.width
        self.head = nn.Sequential(nn.Linear(width, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Linear(256, 64))
        self.foresee = nn.Sequential(nn.Linear(64, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Linear(256, 64))
        self.slow: nn.Module | None = None

    def encoder(self) -> nn.Module:
        return SelfDistilled()

    def view(self, x: torch.Tensor, rng) -> torch.Tensor:
        """A crop of 50 to 100 % of the side, with other brightness, contrast and colour. Never mirrored: left is not right."""
        n = len(x)
        size = torch.from_numpy(rng.uniform(0.5, 1, n).astype(np.float32))
        shift = (1 - size)[:, None] * torch.from_numpy(rng.uniform(-1, 1, (n, 2)).astype(np.float32))
        theta = torch.zeros(n, 2, 3)
        theta[:, 0, 0] = theta[:, 1, 1] = size
        theta[:, :, 2] = shift
        out = F.grid_sample(x, F.affine_grid(theta, (n, 3, SMALL_PX, SMALL_PX), align_corners=False), align_corners=False)
        uniform = lambda low, high, *shape: torch.from_numpy(rng.uniform(low, high, shape).astype(np.float32))
        out = (out * uniform(0.6, 1.4, n, 3, 1, 1) * uniform(0.7, 1.3, n, 1, 1, 1) + uniform(-0.2, 0.2, n, 1, 1, 1)).clamp(-1, 1)
        return out + 0.02 * torch.randn_like(out)

    def loss(self, encoder, which: np.ndarray, rng, batch: int):
        x = pictures(self.clips, draw(rng, which, self.clips.about["frames"], batch), 128)
        views = self.view(x, rng), self.view(x, rng)
        slow, slow_head = self.slow if self.slow else (encoder, self.head)
        with torch.no_grad():
            wanted = [F.normalize(slow_head(slow(v)).float(), dim=1) for v in views]
        said = [F.normalize(self.foresee(self.head(encoder(v))).float(), dim=1) for v in views]
        loss = 2 - (said[0] * wanted[1]).sum(1).mean() - (said[1] * wanted[0]).sum(1).mean()
        return loss, {"agreement of two views": 1 - loss.item() / 2, "spread of answers": wanted[0].std(0).mean().item() * 8}


class CodebookLesson:
    def __init__(self, clips: Clips):
        self.clips, self.used, self.steps = clips, np.zeros(Codebook.words), 0

    def encoder(self) -> nn.Module:
        return Codebook()

    def loss(self, encoder: Codebook, which: np.ndarray, rng, batch: int):
        x = pictures(self.clips, draw(rng, which, self.clips.about["frames"], batch), SMALL_PX)
        out, spelling, words = encoder.spelled(x)
        out = out.float()
        if encoder.training:
            self.revive(encoder, x, words, rng)
        share = np.bincount(words.numpy(), minlength=Codebook.words) / len(words)
        perplexity = float(np.exp(-(share * np.log(share + 1e-12)).sum()))
        mse = F.mse_loss(out, x)
        return F.l1_loss(out, x) + mse + spelling, {"PSNR dB": -10 * np.log10(mse.item() / 4), "words in use": perplexity}

    def revive(self, encoder: Codebook, x, words, rng) -> None:
        """Words that nobody used in 50 steps become places of the present batch."""
        self.used += np.bincount(words.numpy(), minlength=Codebook.words)
        self.steps += 1
        if self.steps % 50 or self.steps > 1500:
            return
        idle = np.flatnonzero(self.used == 0)
        with torch.no_grad():
            z = encoder.narrow(encoder.trunk(x)).float().permute(0, 2, 3, 1).reshape(-1, Codebook.word_length)
            encoder.book.weight[idle] = z[rng.integers(0, len(z), len(idle))]
        self.used[:] = 0


class Clip4Lesson:
    """Distance driven and yaw turned in each of the three half seconds between the frames."""

    def __init__(self, clips: Clips):
        self.clips = clips
        speed, yaw_rate = clips.column("speed"), clips.column("yawRate")
        halves = clips.about["frames"] - 1
        over = lambda x: torch.from_numpy(x[:, : 5 * halves].reshape(len(x), halves, 5).mean(-1))
        motion = torch.stack([over(speed), over(yaw_rate)], -1)
        self.motion = (motion - motion.mean((0, 1))) / motion.std((0, 1))

    def encoder(self) -> nn.Module:
        return Clip4()

    def loss(self, encoder: Clip4, which: np.ndarray, rng, batch: int):
        picks = draw(rng, which, self.clips.about["frames"], batch, first=3)
        clip = np.repeat(picks[:, :1], 4, 1)
        frame = picks[:, 1:] + np.arange(-3, 1)
        x = pictures(self.clips, np.stack([clip, frame], -1).reshape(-1, 2), SMALL_PX).unflatten(0, (batch, 4))
        said = encoder.head(encoder(x)).float().unflatten(1, (3, 2))
        wanted = self.motion[torch.from_numpy(clip[:, :3]), torch.from_numpy(frame[:, :3])]
        error = (said - wanted).square().mean((0, 1))
        share = 1 - error / wanted.var((0, 1))
        return error.mean(), {"explained speed": share[0].item(), "explained yaw rate": share[1].item()}
