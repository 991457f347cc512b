"""An independent reading of nuScenes tables for the checks in this folder: ego tracks and key frames, with numpy alone."""

import json
from pathlib import Path

import numpy as np


def read_tracks(root: Path, version: str = "v1.0-mini") -> dict[str, dict]:
    """Scene name -> {times [n] int us, poses [n,3] x y yaw global, keys: int us of the samples}: the poses of LIDAR_TOP."""
    table = lambda name: json.loads((root / version / f"{name}.json").read_text())
    samples = {row["token"]: row for row in table("sample")}
    poses = {row["token"]: row for row in table("ego_pose")}
    scenes = {row["token"]: row["name"] for row in table("scene")}
    seen: dict[str, dict[int, list[float]]] = {name: {} for name in scenes.values()}
    sensors = {row["token"]: row["channel"] for row in table("sensor")}
    lidars = {row["token"] for row in table("calibrated_sensor") if sensors[row["sensor_token"]] == "LIDAR_TOP"}
    for row in table("sample_data"):
        if row["calibrated_sensor_token"] not in lidars:
            continue
        pose = poses[row["ego_pose_token"]]
        w, x, y, z = pose["rotation"]
        yaw = np.arctan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))
        seen[scenes[samples[row["sample_token"]]["scene_token"]]][pose["timestamp"]] = [*pose["translation"][:2], yaw]
    tracks = {}
    for token, name in scenes.items():
        times = np.array(sorted(seen[name]))
        keys = sorted(s["timestamp"] for s in samples.values() if s["scene_token"] == token)
        tracks[name] = {"times": times, "poses": np.array([seen[name][t] for t in times]), "keys": keys}
    return tracks


def poses_at(track: dict, times_us) -> np.ndarray:
    """Poses [m,3] at times inside the track, linear, heading the short way."""
    times, poses = track["times"], track["poses"]
    seconds = (times - times[0]) / 1e6
    wanted = (np.asarray(times_us, dtype=np.float64) - times[0]) / 1e6
    columns = [poses[:, 0], poses[:, 1], np.unwrap(poses[:, 2])]
    return np.stack([np.interp(wanted, seconds, c) for c in columns], -1)


def seen_from(origin: np.ndarray, poses: np.ndarray) -> np.ndarray:
    """Global poses [m,3] in the frame of `origin` [3]."""
    c, s = np.cos(origin[2]), np.sin(origin[2])
    d = poses - origin
    rotated = d[:, :2] @ np.array([[c, -s], [s, c]])
    return np.column_stack([rotated, np.angle(np.exp(1j * d[:, 2]))])
