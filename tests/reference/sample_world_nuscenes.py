"""Loads a data set written by `foresight sample-world --layout nuscenes` with nuScenes' own devkit.

    python -m venv ~/venvs/devkit && ~/venvs/devkit/bin/pip install nuscenes-devkit==1.2.0
    ~/venvs/devkit/bin/python tests/reference/sample_world_nuscenes.py DATAROOT

Checks what the devkit itself does not: links, masks against the vector map, boxes against the lidar, CAN against poses.
"""

import sys

import numpy as np
from nuscenes.can_bus.can_bus_api import NuScenesCanBus
from nuscenes.map_expansion.arcline_path_utils import discretize_lane
from nuscenes.map_expansion.map_api import NuScenesMap
from nuscenes.nuscenes import NuScenes
from nuscenes.utils.data_classes import LidarPointCloud
from nuscenes.utils.geometry_utils import points_in_box
from pyquaternion import Quaternion

root = sys.argv[1]
nusc = NuScenes(version="v1.0-sample", dataroot=root, verbose=False)
can = NuScenesCanBus(dataroot=root)
maps = {}
checked = {"samples": 0, "boxes": 0, "pictures": 0, "points_in_boxes": 0, "lane_poses": 0, "can": 0}

for scene in nusc.scene:
    log = nusc.get("log", scene["log_token"])
    location = log["location"]
    if location not in maps:
        maps[location] = NuScenesMap(dataroot=root, map_name=location)
    nusc_map = maps[location]
    mask = nusc.get("map", log["map_token"])["mask"]

    token, count, last = scene["first_sample_token"], 0, None
    while token:
        sample = nusc.get("sample", token)
        assert sample["prev"] == (last["token"] if last else "")
        assert set(sample["data"]) >= {"LIDAR_TOP"}
        for channel, data_token in sample["data"].items():
            data = nusc.get("sample_data", data_token)
            pose = nusc.get("ego_pose", data["ego_pose_token"])
            assert data["timestamp"] == sample["timestamp"] == pose["timestamp"]
            assert abs(np.linalg.norm(pose["rotation"]) - 1) < 1e-12
            path, boxes, intrinsic = nusc.get_sample_data(data_token)
            if channel.startswith("CAM"):
                from PIL import Image

                try:
                    with Image.open(path) as picture:
                        assert picture.size == (data["width"], data["height"])
                    checked["pictures"] += 1
                except FileNotFoundError:
                    pass
                assert np.array(intrinsic).shape == (3, 3)
        # Lidar points lie in the boxes that claim them. The box is a centimetre larger: surfaces are hit from outside.
        path, boxes, _ = nusc.get_sample_data(sample["data"]["LIDAR_TOP"])
        try:
            cloud = LidarPointCloud.from_file(path)
        except FileNotFoundError:
            cloud = None
        for box in boxes:
            annotation = nusc.get("sample_annotation", box.token)
            checked["boxes"] += 1
            assert nusc.get("visibility", annotation["visibility_token"])
            if cloud is not None:
                box.wlh = box.wlh + 0.02
                inside = int(points_in_box(box, cloud.points[:3]).sum())
                assert inside >= annotation["num_lidar_pts"], (inside, annotation)
                checked["points_in_boxes"] += annotation["num_lidar_pts"]
        x, y, _ = pose["translation"]
        assert mask.is_on_mask(x, y)[0], "the ego is off the mask"
        assert nusc_map.layers_on_point(x, y)["drivable_area"] != "", "the ego is off the drivable area"
        last, token, count = sample, sample["next"], count + 1
        checked["samples"] += 1
    assert count == scene["nbr_samples"] and last["token"] == scene["last_sample_token"]

    lane = nusc_map.get_closest_lane(x, y, radius=5)
    points = np.array(discretize_lane(nusc_map.get_arcline_path(lane), 1.0))
    assert np.linalg.norm(points[:, :2] - (x, y), axis=1).min() < 5
    checked["lane_poses"] += len(points)
    assert nusc_map.get_outgoing_lane_ids(lane) is not None

    messages = can.get_messages(scene["name"], "pose")
    times = np.array([m["utime"] for m in messages])
    for data in (d for d in nusc.sample_data if d["timestamp"] in set(times.tolist())):
        if nusc.get("sample", data["sample_token"])["scene_token"] != scene["token"]:
            continue
        message = messages[int(np.searchsorted(times, data["timestamp"]))]
        pose = nusc.get("ego_pose", data["ego_pose_token"])
        assert np.abs(np.array(message["pos"]) - pose["translation"]).max() < 1e-9
        assert Quaternion.absolute_distance(Quaternion(message["orientation"]), Quaternion(pose["rotation"])) < 1e-9
        checked["can"] += 1
    for name in ["ms_imu", "steeranglefeedback", "vehicle_monitor", "zoe_veh_info", "route"]:
        assert len(can.get_messages(scene["name"], name)) > 0
    can.get_messages(scene["name"], "meta")

for annotation in nusc.sample_annotation:
    assert np.isfinite(nusc.box_velocity(annotation["token"])).any() or annotation["prev"] == annotation["next"] == ""
print(len(nusc.scene), "scenes", sorted(maps), checked)
