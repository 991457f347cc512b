"""What a world model's host code computes, with NumPy and nothing of the product: patches, standardisation, cosine schedule,
DDIM (x0 and epsilon), guidance, the direct answer, chains of jumps, calibration, blend, action features and the noise.
The network is linear, so that its weights can lie beside the answers. Writes what
tests/integration/pipelines/dit-wam/parity.test.ts is held to.

    python tests/reference/dit_wam_sampling.py tests/golden/dit-wam-sampling/linear-world.json
"""

import json
import math
import sys
from pathlib import Path

import numpy as np

CHANNELS, HEIGHT, WIDTH, PATCH = 2, 4, 4, 2
TOKENS = (HEIGHT // PATCH) * (WIDTH // PATCH)
LENGTH = CHANNELS * PATCH * PATCH
HORIZON, ACTIONS_PER_STEP = 3, 2
RATIO, WHEEL_BASE = 14.5, 3.089
MASK = 0xFFFFFFFF


def patchify(latent):
    """[C, h, w] to [S, P]: patches in row order, numbers inside one as (channel, row, column)."""
    rows = latent.reshape(CHANNELS, HEIGHT // PATCH, PATCH, WIDTH // PATCH, PATCH)
    return rows.transpose(1, 3, 0, 2, 4).reshape(TOKENS, LENGTH)


def unpatchify(tokens):
    blocks = tokens.reshape(HEIGHT // PATCH, WIDTH // PATCH, CHANNELS, PATCH, PATCH)
    return blocks.transpose(2, 0, 3, 1, 4).reshape(CHANNELS, HEIGHT, WIDTH)


def alpha_bars(train_steps=1000, offset=0.008):
    f = np.cos((np.arange(train_steps) / train_steps + offset) / (1 + offset) * np.pi / 2) ** 2
    return f / f[0]


def murmur(value):
    h = value & MASK
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def noise(seed, key, length):
    """sfc32 on a state hashed from seed and key, made normal in pairs by Box and Muller."""
    a = murmur(seed + 0x9E3779B9)
    b = murmur((key & MASK) ^ 0x85EBCA6B)
    c = murmur((key >> 32) ^ (seed >> 32) ^ 0xC2B2AE35)
    counter = 1

    def uniform():
        nonlocal a, b, c, counter
        t = (a + b + counter) & MASK
        counter = (counter + 1) & MASK
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & MASK
        c = ((c << 21) | (c >> 11)) & MASK
        c = (c + t) & MASK
        return t / 2**32

    for _ in range(20):
        uniform()
    out = []
    while len(out) < length:
        radius = math.sqrt(-2 * math.log(1 - uniform()))
        angle = 2 * math.pi * uniform()
        out += [radius * math.cos(angle), radius * math.sin(angle)]
    return np.array(out[:length])


def ego_motion(steer, acc, speed, per_step, frequencies):
    """Features [steps, 10 + 20 · frequencies] and the speed at the end."""
    x = y = yaw = 0.0
    v = speed
    rows = []
    for first in range(0, len(steer), per_step):
        x0, y0, yaw0, v0 = x, y, yaw, v
        for i in range(first, first + per_step):
            k = math.tan(6 * steer[i] / RATIO) / WHEEL_BASE
            for _ in range(5):
                after = max(0.0, v + 10 * acc[i] * 0.1)
                mean = (v + after) / 2
                middle = yaw + mean * k * 0.1 / 2
                x += mean * math.cos(middle) * 0.1
                y += mean * math.sin(middle) * 0.1
                yaw += mean * k * 0.1
                v = after
        turn = np.array([[math.cos(yaw0), math.sin(yaw0)], [-math.sin(yaw0), math.cos(yaw0)]])
        dx, dy = turn @ [x - x0, y - y0]
        r = np.array(
            [np.mean(steer[first : first + per_step]), np.mean(acc[first : first + per_step]), x / 40, y / 20, yaw]
            + [dx / 15, dy / 5, (yaw - yaw0) / 0.5, v0 / 15, v / 15]
        ).clip(-2, 2)
        waves = [f(np.pi / 2 * 2**k * r) for k in range(frequencies) for f in (np.sin, np.cos)]
        rows.append(np.concatenate([r, *waves]))
    return np.array(rows), v


def fourier(steer, acc, per_step, frequencies):
    """Features [steps, 4 · frequencies], float32 up to the sine."""
    f = (np.pi * 2.0 ** np.arange(frequencies)).astype(np.float32)
    rows = []
    for first in range(0, len(steer), per_step):
        parts = []
        for actions in (steer, acc):
            angle = (np.float32(np.mean(actions[first : first + per_step])) * f).astype(np.float64)
            parts += [np.sin(angle), np.cos(angle)]
        rows.append(np.concatenate(parts))
    return np.array(rows)


class LinearWorld:
    def __init__(self, rng, features, horizon):
        self.horizon = horizon
        scale = lambda shape, size: np.round(rng.normal(0, size, shape), 4).astype(np.float32).astype(np.float64)
        self.x, self.anchor = scale((LENGTH, LENGTH), 0.15), scale((LENGTH, LENGTH), 0.15)
        self.features, self.time = scale((features, LENGTH), 0.1), scale(LENGTH, 0.0003)

    def __call__(self, x, anchor, features, t, null_action):
        condition = null_action * features @ self.features + anchor.mean(0) @ self.anchor + t * self.time
        answer = (x @ self.x).reshape(self.horizon, TOKENS, LENGTH) + condition[:, None]
        return answer.reshape(-1, LENGTH)

    def stored(self):
        return {k: getattr(self, k).ravel().tolist() for k in ("x", "anchor", "features", "time")}


def ddim(world, anchor, features, x, steps, objective, guidance):
    bars = alpha_bars()
    times = [1000 // steps * i for i in reversed(range(steps))]
    for i, t in enumerate(times):
        answer = world(x, anchor, features, t, 1)
        if guidance != 1:
            free = world(x, anchor, features, t, 0)
            answer = free + guidance * (answer - free)
        bar, after = bars[t], bars[times[i + 1]] if i + 1 < steps else 1.0
        clean = answer if objective == "x0" else (x - np.sqrt(1 - bar) * answer) / np.sqrt(bar)
        direction = (x - np.sqrt(bar) * clean) / np.sqrt(1 - bar + 1e-8)
        x = np.sqrt(after) * clean + np.sqrt(1 - after) * direction
    return x


def calibrated(latent, calibration):
    predicted, truth = calibration["predicted"], calibration["truth"]
    c = lambda values: np.array(values)[:, None, None]
    return (latent - c(predicted["mean"])) / (c(predicted["std"]) + 1e-6) * c(truth["std"]) + c(truth["mean"])


def main(target):
    rng = np.random.default_rng(20)
    rounded = lambda values, digits=4: np.round(values, digits).astype(np.float32).astype(np.float64)
    mean, std = rounded(rng.normal(0, 0.3, LENGTH)), rounded(rng.uniform(0.5, 1.5, LENGTH))
    motion = {"kind": "ego-motion", "frequencies": 4, "wheelBaseM": WHEEL_BASE, "steeringRatio": RATIO}
    waves = {"kind": "fourier", "frequencies": 8}
    calibration = {
        "windows": 200,
        "steps": 50,
        "predicted": {"mean": [0.4, -0.2], "std": [2.0, 1.7]},
        "truth": {"mean": [0.1, 0.05], "std": [0.81, 0.9]},
    }
    worlds = {
        "motion": LinearWorld(rng, 90, HORIZON),
        "waves": LinearWorld(rng, 32, HORIZON),
        "direct": LinearWorld(rng, 90, HORIZON),
        "jump": LinearWorld(rng, 90, 1),
    }

    def case(name, world, objective, options, features=motion, horizon=HORIZON, chain=1, key=0):
        count = horizon * chain * ACTIONS_PER_STEP
        present = rounded(rng.normal(0, 0.9, (CHANNELS, HEIGHT, WIDTH)))
        speed = float(rounded(rng.uniform(0, 15)))
        steer, acc = rounded(rng.uniform(-0.6, 0.6, count)), rounded(rng.uniform(-0.5, 0.5, count))
        anchor = (patchify(present) - mean) / std
        given = {"steps": 50, "guidance": 1, "seed": 7, "calibrate": "none", "blend": 0, **options}
        plain = lambda tokens: [unpatchify(t * std + mean) for t in tokens.reshape(-1, TOKENS, LENGTH)]

        def described(frequencies_of=features):
            if frequencies_of["kind"] == "fourier":
                return fourier(steer, acc, ACTIONS_PER_STEP, frequencies_of["frequencies"])
            return ego_motion(steer, acc, speed, ACTIONS_PER_STEP, frequencies_of["frequencies"])[0]

        if objective == "jump":
            v, state, latents = speed, anchor, []
            for j in range(chain):
                part = slice(j * ACTIONS_PER_STEP, (j + 1) * ACTIONS_PER_STEP)
                move, v = ego_motion(steer[part], acc[part], v, ACTIONS_PER_STEP, 4)
                state = worlds[world](state, state, move, 0, 1)
                latents += plain(state)
        elif objective == "direct":
            latents = plain(worlds[world](np.tile(anchor, (HORIZON, 1)), anchor, described(), 0, 1))
        else:
            start = noise(given["seed"], key, horizon * TOKENS * LENGTH).astype(np.float32).astype(np.float64)
            start = start.reshape(-1, LENGTH)
            end = ddim(worlds[world], anchor, described(), start, given["steps"], objective, given["guidance"])
            latents = plain(end)
            if given["calibrate"] == "train":
                latents = [calibrated(z, calibration) for z in latents]
            if given["blend"] > 0:
                twin = plain(worlds["direct"](np.tile(anchor, (HORIZON, 1)), anchor, described(motion), 0, 1))
                latents = [given["blend"] * a + (1 - given["blend"]) * b for a, b in zip(twin, latents)]
        return {
            "name": name,
            "world": world,
            "objective": objective,
            "features": features,
            "horizon": horizon,
            "chain": chain,
            "options": given,
            "noiseKey": key,
            "present": present.ravel().tolist(),
            "speedMps": speed,
            "steering": steer.tolist(),
            "acceleration": acc.tolist(),
            "latents": [np.round(z.ravel(), 7).tolist() for z in latents],
        }

    cases = [
        case("x0, 50 steps", "motion", "x0", {}),
        case("x0, 7 steps, which do not divide 1000", "motion", "x0", {"steps": 7, "seed": 123456789}, key=2**40 + 5),
        case("x0 with guidance 2.5", "motion", "x0", {"steps": 10, "guidance": 2.5}, key=3),
        case("x0 with Fourier features", "waves", "x0", {"steps": 10}, waves),
        case("epsilon, 20 steps", "motion", "epsilon", {"steps": 20}, key=1),
        case("epsilon with guidance 0", "motion", "epsilon", {"steps": 20, "guidance": 0}),
        case("x0, calibrated", "motion", "x0", {"calibrate": "train"}),
        case("x0, calibrated, blended with the direct twin", "motion", "x0", {"calibrate": "train", "blend": 0.25}),
        case("direct", "direct", "direct", {}),
        case("three jumps", "jump", "jump", {}, horizon=1, chain=3),
    ]

    def described_actions(kind, speed, steer, acc, per_step):
        if kind["kind"] == "fourier":
            values, end = fourier(steer, acc, per_step, kind["frequencies"]), speed
        else:
            values, end = ego_motion(steer, acc, speed, per_step, kind["frequencies"])
        return {
            "features": kind,
            "actionsPerStep": per_step,
            "speedMps": speed,
            "steering": list(steer),
            "acceleration": list(acc),
            "values": np.round(values.ravel(), 7).tolist(),
            "endSpeedMps": end,
        }

    actions = [
        described_actions(motion, 8.0, rounded(rng.uniform(-1, 1, 16)), rounded(rng.uniform(-1, 1, 16)), 2),
        described_actions(motion, 0.4, rounded(rng.uniform(-1, 1, 16)), -np.abs(rounded(rng.uniform(0, 0.3, 16))), 4),
        described_actions(motion, 30.0, np.ones(8), np.ones(8), 1),
        described_actions({"kind": "fourier", "frequencies": 64}, 5.0, rounded(rng.uniform(-1, 1, 4)), rounded(rng.uniform(-1, 1, 4)), 1),
        described_actions({"kind": "fourier", "frequencies": 8}, 5.0, rounded(rng.uniform(-1, 1, 8)), np.zeros(8), 4),
    ]
    out = {
        "from": "tests/reference/dit_wam_sampling.py",
        "latent": {"channels": CHANNELS, "height": HEIGHT, "width": WIDTH},
        "patch": PATCH,
        "actionsPerStep": ACTIONS_PER_STEP,
        "standardisation": {"mean": mean.tolist(), "std": std.tolist()},
        "calibration": calibration,
        "worlds": {name: world.stored() for name, world in worlds.items()},
        "cases": cases,
        "actions": actions,
        "alphaBar": {str(t): alpha_bars()[t] for t in (0, 1, 20, 500, 980, 999)},
        "noise": [
            {"seed": s, "key": k, "values": np.round(noise(s, k, 6), 7).tolist()}
            for s, k in ((0, 0), (7, 0), (7, 1), (2147483647, 2**53 - 1))
        ],
        "patches": {
            "latent": list(range(CHANNELS * HEIGHT * WIDTH)),
            "tokens": patchify(np.arange(CHANNELS * HEIGHT * WIDTH).reshape(CHANNELS, HEIGHT, WIDTH)).ravel().tolist(),
        },
    }
    Path(target).write_text(json.dumps(out, default=float) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
