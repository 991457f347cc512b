"""ADE, FDE, minADE, minFDE and miss rate of both baselines on real nuScenes scenes, computed from the tables with numpy,
onnxruntime and nothing of the product. Writes the aggregate figures that tests/integration/real-scenes.test.ts is held to.

    python tests/reference/displacement.py NUSCENES_ROOT tests/golden/real-scenes.json
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

from nuscenes_tracks import poses_at, read_tracks, seen_from

MODEL = Path(__file__).resolve().parents[2] / "models" / "ego-mlp"
US = 1_000_000
PLAN_TIMES_S = np.arange(1, 9) * 0.5


def constant_velocity(track, t0):
    """Mean velocity over the half second before t0 (over what there is, down to a quarter second), held."""
    span = min(0.5, (t0 - track["times"][0]) / US)
    if span < 0.25:
        return None
    now, before = poses_at(track, [t0, t0 - round(span * US)])
    velocity = seen_from(now, before[None])[0, :2] / -span
    return np.column_stack([velocity * PLAN_TIMES_S[:, None], np.zeros(8)])


class EgoMlp:
    def __init__(self):
        self.parameters = json.loads((MODEL / "manifest.json").read_text())["parameters"]
        self.session = onnxruntime.InferenceSession(MODEL / "ego-mlp.onnx", providers=["CPUExecutionProvider"])

    def __call__(self, track, t0):
        instants = t0 + np.array([-3, -2, -1, 0]) * (US // 2)
        if instants[0] < track["times"][0]:
            return None
        poses = poses_at(track, instants)
        history = seen_from(poses[3], poses)
        velocity = (history[3] - history[2])[:2] / 0.5
        acceleration = (velocity - (history[2] - history[1])[:2] / 0.5) / 0.5
        command = 3
        if t0 + 4 * US <= track["times"][-1]:
            side = seen_from(poses[3], poses_at(track, [t0 + 4 * US]))[0, 1]
            command = 0 if side > 2 else 2 if side < -2 else 1
        scale = {name: np.array(value) for name, value in self.parameters["scales"].items()}
        feeds = {
            "history": history / scale["history"],
            "velocity": velocity / scale["velocity"],
            "acceleration": acceleration / scale["acceleration"],
            "command": np.eye(4)[command],
        }
        return self.session.run(None, {k: v[None].astype(np.float32) for k, v in feeds.items()})[0][0].astype(np.float64)


def frame_scores(plan, track, t0):
    """Metric key -> value of one single-mode plan, where the log reaches the horizon."""
    now = poses_at(track, [t0])[0]
    values = {}
    for horizon in (1, 2, 3, 4):
        if t0 + horizon * US > track["times"][-1]:
            continue
        for rate, step in (("model", 0.5), ("10Hz", 0.1)):
            at = np.arange(1, round(horizon / step) + 1) * step
            truth = seen_from(now, poses_at(track, t0 + np.round(at * US)))[:, :2]
            knots = np.concatenate([[0.0], PLAN_TIMES_S])
            guess = np.stack([np.interp(at, knots, np.concatenate([[0.0], plan[:, k]])) for k in (0, 1)], -1)
            distance = np.sqrt(((guess - truth) ** 2).sum(-1))
            for name, value in (("ade", distance.mean()), ("fde", distance[-1]), ("minAde", distance.mean()), ("minFde", distance[-1]), ("missRate", float(distance.max() > 2))):
                values[f"{name}@{horizon}s/{rate}"] = float(value)
    return values


def main() -> None:
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    tracks = read_tracks(root)
    result = {}
    for model, planner in (("constant-velocity", constant_velocity), ("ego-mlp", EgoMlp())):
        result[model] = {}
        for scene, track in sorted(tracks.items()):
            frames = [frame_scores(plan, track, t0) for t0 in track["keys"] if (plan := planner(track, t0)) is not None]
            keys = sorted({key for frame in frames for key in frame})
            column = {key: [frame[key] for frame in frames if key in frame] for key in keys}
            result[model][scene] = {"planned": len(frames), "values": {k: float(np.mean(v)) for k, v in column.items()}, "counts": {k: len(v) for k, v in column.items()}}
    out.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")
    for model, scenes in result.items():
        for key in ("ade@4s/model", "fde@4s/model", "ade@4s/10Hz", "fde@4s/10Hz"):
            print(model, key, {s: round(v["values"][key], 3) for s, v in scenes.items()}, "mean over clips", round(float(np.mean([v["values"][key] for v in scenes.values()])), 4))


if __name__ == "__main__":
    main()
