"""
Writes NAVSIM log pickles of made-up drives, as CPython and the NumPy at hand write them.

    python make_logs.py OUT --logs 165 --frames 710 [--boxes 45] [--protocol 4] [--split trainval]

Every key, type and shape is that of OpenScene's metadata writer; the values are a drive along a curve past objects that
stand or move straight. Only for timing and scale: no pictures are written.
"""

import argparse
import math
import pickle
import random
from pathlib import Path

import numpy as np

CAMERAS = ["CAM_F0", "CAM_L0", "CAM_L1", "CAM_L2", "CAM_R0", "CAM_R1", "CAM_R2", "CAM_B0"]
NAMES = ["vehicle", "pedestrian", "bicycle", "traffic_cone", "barrier", "czone_sign", "generic_object"]
CLOUDS = 16


def token(rng):
    return f"{rng.getrandbits(64):016x}"


def quaternion(yaw):
    return [math.cos(yaw / 2), 0.0, 0.0, math.sin(yaw / 2)]


def rotation(yaw):
    return np.array([[math.cos(yaw), -math.sin(yaw), 0.0], [math.sin(yaw), math.cos(yaw), 0.0], [0.0, 0.0, 1.0]])


def homogeneous(r, t):
    m = np.eye(4)
    m[:3, :3] = r
    m[:3, 3] = t
    return m


def make_log(index, frames, boxes, start_us):
    rng = random.Random(index)
    log_name = f"2021.05.{1 + index % 28:02d}.14.16.10_veh-{35 + index % 9}_{index:05d}_{index + 500:05d}"
    log_token, scene_token = token(rng), token(rng)
    tokens = [token(rng) for _ in range(frames)]
    x, y, yaw, speed = 660000.0 + index * 37, 3998000.0 + index * 11, rng.uniform(-3, 3), rng.uniform(2, 14)
    route = [str(rng.randrange(10000, 90000)) for _ in range(14)]
    tracks = [(token(rng), rng.choices(NAMES, [60, 20, 4, 8, 3, 1, 4])[0], rng.uniform(-60, 60), rng.uniform(-25, 25)) for _ in range(boxes * 3)]
    mounts = {
        name: (
            rotation(i * math.pi / 4) @ np.array([[0.0, 0.0, 1.0], [-1.0, 0.0, 0.0], [0.0, -1.0, 0.0]]),
            np.array([1.5 - 0.3 * i, 0.1 * i, 1.6]),
            np.array([[1545.0, 0.0, 960.0], [0.0, 1545.0, 560.0], [0.0, 0.0, 1.0]]),
            np.array([-0.356123, 0.172545, -0.00213, 0.000464, -0.05231]),
        )
        for i, name in enumerate(CAMERAS)
    }
    lidar2ego_r, lidar2ego_t = [1.0, 0.0, 0.0, 0.0], np.array([0.0, 0.0, 0.0])
    out = []
    for f in range(frames):
        dt, curve = 0.5, 0.02 * math.sin(f / 40)
        yaw += curve * speed * dt
        x, y = x + math.cos(yaw) * speed * dt, y + math.sin(yaw) * speed * dt
        if f % 40 == 0:
            scene_token = token(rng)
        can_bus = np.array([x, y, 600.0, *quaternion(yaw), 0.1, 0.02, 9.8, speed, 0.0, 0.0, 0.0, 0.0, curve * speed, 0.0, 0.0])
        e2g = homogeneous(rotation(yaw), can_bus[:3])
        l2e = homogeneous(np.eye(3), lidar2ego_t)
        seen = [tracks[(f // 8 + i) % len(tracks)] for i in range(boxes)]
        gt_boxes = np.array([[tx - 0.1 * (f % 8), ty, 0.8, 4.6, 1.9, 1.6, 0.1] for _, _, tx, ty in seen])
        out.append({
            "token": tokens[f], "frame_idx": f % 40, "timestamp": start_us + f * 500000 + rng.randrange(-900, 900),
            "log_name": log_name, "log_token": log_token, "scene_name": f"log-{index:04d}-{scene_token}", "scene_token": scene_token,
            "map_location": "us-nv-las-vegas-strip", "roadblock_ids": list(route), "vehicle_name": "veh-35",
            "can_bus": can_bus, "lidar_path": f"{log_name}/MergedPointCloud/{tokens[f]}.pcd",
            "lidar2ego_translation": lidar2ego_t, "lidar2ego_rotation": list(lidar2ego_r),
            "ego2global_translation": can_bus[:3], "ego2global_rotation": can_bus[3:7],
            "ego_dynamic_state": [speed, 0.0, 0.1, 0.02],
            "traffic_lights": [(20000 + i, (f // 20 + i) % 2 == 0) for i in range(12)],
            "driving_command": np.eye(4, dtype=int)[1],
            "cams": {
                name: dict(data_path=f"{log_name}/{name}/{token(rng)}.jpg", sensor2lidar_rotation=r, sensor2lidar_translation=t,
                           cam_intrinsic=k, distortion=d)
                for name, (r, t, k, d) in mounts.items()
            },
            "sample_prev": tokens[f - 1] if f else None, "sample_next": tokens[f + 1] if f + 1 < frames else None,
            "ego2global": e2g, "lidar2ego": l2e, "lidar2global": e2g @ l2e,
            "anns": dict(
                gt_boxes=gt_boxes, gt_names=np.array([name for _, name, _, _ in seen]), gt_velocity_3d=np.tile([1.5, 0.0, 0.0], (boxes, 1)),
                instance_tokens=[token(rng) for _ in seen], track_tokens=[t for t, _, _, _ in seen],
            ),
        })
    return log_name, out


def main():
    p = argparse.ArgumentParser()
    p.add_argument("out", type=Path)
    p.add_argument("--logs", type=int, default=165)
    p.add_argument("--frames", type=int, default=710)
    p.add_argument("--boxes", type=int, default=45)
    p.add_argument("--protocol", type=int, default=4)
    p.add_argument("--split", default="trainval")
    a = p.parse_args()
    folder = a.out / "navsim_logs" / a.split
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(a.logs):
        name, frames = make_log(i, a.frames, a.boxes, 1621966838500000 + i * 1_000_000_000)
        (folder / f"{name}.pkl").write_bytes(pickle.dumps(frames, protocol=a.protocol))


if __name__ == "__main__":
    main()
