"""Displacement metrics of plans with several modes against a made-up track, by numpy. Writes track, plans and answers.

    python tests/reference/multimodal.py tests/golden/multimodal.json
"""

import json
import sys
from pathlib import Path

import numpy as np

from nuscenes_tracks import poses_at, seen_from

US = 1_000_000


def metrics(plan: dict, track: dict) -> dict[str, float]:
    t0, step, poses = plan["timeUs"], plan["stepS"], plan["poses"]
    modes = np.array(plan["trajectories"]).reshape(plan["modes"], poses, 3)[:, :, :2]
    best = int(np.argmax(plan["probabilities"])) if plan["probabilities"] else 0
    now = poses_at(track, [t0])[0]
    knots = np.arange(poses + 1) * step
    values = {}
    for horizon in (1, 2, 3, 4):
        if t0 + horizon * US > track["times"][-1] or horizon > poses * step + 1e-9:
            continue
        for rate, spacing in (("model", step), ("10Hz", 0.1)):
            count = horizon / spacing
            if abs(count - round(count)) > 1e-9:
                continue
            at = np.arange(1, round(count) + 1) * spacing
            truth = seen_from(now, poses_at(track, t0 + np.round(at * US)))[:, :2]
            guess = np.stack([[np.interp(at, knots, np.concatenate([[0.0], mode[:, k]])) for k in (0, 1)] for mode in modes])
            distance = np.hypot(guess[:, 0] - truth[:, 0], guess[:, 1] - truth[:, 1])
            values |= {
                f"ade@{horizon}s/{rate}": distance[best].mean(),
                f"fde@{horizon}s/{rate}": distance[best, -1],
                f"minAde@{horizon}s/{rate}": distance.mean(1).min(),
                f"minFde@{horizon}s/{rate}": distance[:, -1].min(),
                f"missRate@{horizon}s/{rate}": float((distance.max(1) > 2).all()),
            }
    return {k: float(v) for k, v in values.items()}


def main() -> None:
    rng = np.random.default_rng(5)
    times = 1_600_000_000_000_000 + np.concatenate([[0], np.cumsum(rng.integers(20_000, 600_000, 60))])
    seconds = (times - times[0]) / US
    yaw = 3.0 + 0.5 * np.sin(seconds / 3) + 0.1 * seconds
    track = {"times": times, "poses": np.column_stack([8 * seconds, 3 * np.sin(seconds / 2), yaw])}
    plans = []
    # Steps that meet whole seconds, some of them, and none but 2 and 4; plans shorter and longer than 4 s; near the end of the log.
    for step, poses, modes, start in ((0.5, 8, 1, 1.0), (0.5, 8, 6, 2.345678), (0.1, 40, 3, 3.0), (0.2, 30, 2, 4.0), (0.4, 10, 2, 5.0), (0.5, 5, 4, 6.0), (0.5, 8, 3, seconds[-1] - 2.5)):
        forward = 8 * step * np.arange(1, poses + 1)
        trajectories = np.stack([np.column_stack([forward * rng.uniform(0.7, 1.2), forward * rng.uniform(-0.2, 0.3), np.zeros(poses)]) for _ in range(modes)])
        plan = {"timeUs": int(times[0] + round(start * US)), "stepS": step, "poses": poses, "modes": modes, "trajectories": trajectories.ravel().tolist()}
        plan["probabilities"] = rng.dirichlet(np.ones(modes)).tolist() if modes % 2 == 0 else None
        plans.append({**plan, "scores": metrics(plan, track)})
    half = track["poses"][:, 2] / 2
    flat = np.column_stack([track["poses"][:, :2], np.zeros(len(times)), np.cos(half), np.zeros((len(times), 2)), np.sin(half)])
    Path(sys.argv[1]).write_text(json.dumps({"timesUs": times.tolist(), "globalFromEgo": flat.ravel().tolist(), "plans": plans}) + "\n")


if __name__ == "__main__":
    main()
