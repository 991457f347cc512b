"""Reads a data set written by `foresight sample-world --layout navsim` with the field's own libraries.

    python -m venv ~/venvs/numpy1 && ~/venvs/numpy1/bin/pip install "numpy==1.26.4" geopandas pyogrio pillow
    ~/venvs/numpy1/bin/python tests/reference/sample_world_navsim.py ROOT
    NUPLAN=/path/to/nuplan-devkit …    also through nuPlan's map API and point-cloud reader

Checks: the pickles are the very bytes that this CPython and NumPy write for what they hold (where the NumPy version is the
one that was asked for); poses, boxes and transforms agree with one another; every layer of the maps reads in geopandas and
lies where the logs drive.
"""

import collections
import json
import os
import pickle
import sys
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
from PIL import Image

root = Path(sys.argv[1])
checked = collections.Counter()
poses = collections.defaultdict(list)
routes = collections.defaultdict(set)
connectors = collections.defaultdict(set)
clouds = []

for path in sorted((root / "navsim_logs" / "mini").glob("*.pkl")):
    data = path.read_bytes()
    frames = pickle.loads(data)
    asked = b"numpy._core.multiarray" in data
    if asked == (int(np.__version__.split(".")[0]) >= 2):
        assert pickle.dumps(frames, protocol=4) == data, "not the bytes that CPython writes"
        checked["logs_byte_exact"] += 1
    checked["logs"] += 1
    for i, frame in enumerate(frames):
        checked["frames"] += 1
        assert frame["frame_idx"] == i and frame["log_name"] == path.stem
        assert frame["sample_prev"] == (frames[i - 1]["token"] if i else None)
        assert frame["sample_next"] == (frames[i + 1]["token"] if i + 1 < len(frames) else None)
        assert len(frame["token"]) == 16 and isinstance(frame["timestamp"], int)
        assert frame["can_bus"].dtype == np.float64 and frame["can_bus"].shape == (18,)
        np.testing.assert_array_equal(frame["can_bus"][:3], frame["ego2global_translation"])
        np.testing.assert_array_equal(frame["can_bus"][3:7], frame["ego2global_rotation"])
        w, x, y, z = frame["ego2global_rotation"]
        yaw = np.arctan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))
        turn = np.array([[np.cos(yaw), -np.sin(yaw), 0], [np.sin(yaw), np.cos(yaw), 0], [0, 0, 1]])
        np.testing.assert_allclose(frame["ego2global"][:3, :3], turn, atol=1e-12)
        np.testing.assert_array_equal(frame["ego2global"][:3, 3], frame["ego2global_translation"])
        np.testing.assert_allclose(frame["ego2global"] @ frame["lidar2ego"], frame["lidar2global"], atol=1e-9)
        assert frame["driving_command"].sum() == 1 and frame["driving_command"].shape == (4,)
        assert len(frame["ego_dynamic_state"]) == 4
        anns = frame["anns"]
        n = len(anns["gt_names"])
        assert anns["gt_boxes"].shape == (n, 7) and anns["gt_velocity_3d"].shape == (n, 3)
        assert len(anns["instance_tokens"]) == len(anns["track_tokens"]) == n
        checked["boxes"] += n
        for camera in frame["cams"].values():
            rotation = camera["sensor2lidar_rotation"]
            np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-12)
            assert abs(np.linalg.det(rotation) - 1) < 1e-12 and camera["cam_intrinsic"].shape == (3, 3)
            picture = root / "sensor_blobs" / "mini" / camera["data_path"]
            if picture.exists():
                with Image.open(picture) as opened:
                    opened.load()
                checked["pictures"] += 1
        cloud = root / "sensor_blobs" / "mini" / frame["lidar_path"]
        if cloud.exists():
            clouds.append(cloud)
        location = frame["map_location"]
        poses[location].append(frame["ego2global_translation"][:2])
        routes[location].update(frame["roadblock_ids"])
        connectors[location].update(i for i, _ in frame["traffic_lights"])
    # Boxes of one track, brought to the global frame, move as fast as their velocities say.
    seen = collections.defaultdict(list)
    for frame in frames:
        for box, velocity, token in zip(*(frame["anns"][k] for k in ["gt_boxes", "gt_velocity_3d", "track_tokens"])):
            pose = frame["ego2global"]
            seen[token].append((frame["timestamp"], (pose @ [*box[:3], 1])[:2], (pose[:3, :3] @ velocity)[:2]))
    for rows in seen.values():
        for (t0, p0, v0), (t1, p1, v1) in zip(rows, rows[1:]):
            if t1 - t0 == 500_000:
                assert np.linalg.norm((p1 - p0) / 0.5 - (v0 + v1) / 2) < 2.5, (p0, p1, v0, v1)
                checked["moves"] += 1

index = json.loads((root / "maps" / "nuplan-maps-v1.0.json").read_text())
for location, about in index.items():
    file = root / "maps" / location / about["version"] / "map.gpkg"
    meta = geopandas.read_file(file, layer="meta", engine="pyogrio")
    system = meta[meta["key"] == "projectedCoordSystem"]["value"].iloc[0]
    layers = {}
    for name, kind in pyogrio.list_layers(file):
        if name == "meta":
            continue
        frame = pyogrio.read_dataframe(file, layer=name, fid_as_index=True)
        assert frame.crs.to_epsg() == 4326
        layers[name] = frame.to_crs(system)
        assert layers[name].geometry.is_valid.all(), name
        checked[f"features {name}"] += len(frame)
    if not poses[location]:
        continue
    points = geopandas.GeoSeries(geopandas.points_from_xy(*np.array(poses[location]).T), crs=system)
    drivable = np.concatenate(
        [layers[name].geometry.values for name in ["road_segments", "intersections", "generic_drivable_areas", "carpark_areas"]]
    )
    union = geopandas.GeoSeries(drivable, crs=system).union_all()
    checked["poses_on_road"] += int(points.within(union).sum())
    checked["poses"] += len(points)
    blocks = set(layers["lane_groups_polygons"].index.astype(str)) | set(layers["lane_group_connectors"].index.astype(str))
    assert routes[location] <= blocks, "a route names a block that the map lacks"
    assert connectors[location] <= set(layers["lane_connectors"].index), "a light of a connector that the map lacks"
    lanes = set(layers["lanes_polygons"].index)
    assert set(layers["lane_connectors"]["exit_lane_fid"]) | set(layers["lane_connectors"]["entry_lane_fid"]) <= lanes
    for column, owner in [("lane_fid", "lanes_polygons"), ("lane_connector_fid", "lane_connectors")]:
        named = layers["baseline_paths"][column].dropna().astype(int)
        assert set(named) == set(layers[owner].index)

if "NUPLAN" in os.environ:
    sys.path.insert(0, os.environ["NUPLAN"])
    os.environ["NUPLAN_DATA_STORE"] = "local"
    os.environ["NUPLAN_MAPS_ROOT"] = str(root / "maps")
    from nuplan.common.actor_state.state_representation import Point2D
    from nuplan.common.maps.maps_datatypes import SemanticMapLayer
    from nuplan.common.maps.nuplan_map.map_factory import get_maps_api
    from nuplan.database.utils.pointclouds.pointcloud import PointCloud

    for location, points in poses.items():
        api = get_maps_api(str(root / "maps"), "nuplan-maps-v1.0", location)
        api.initialize_all_layers()
        for x, y in points[:: max(1, len(points) // 20)]:
            here = Point2D(x, y)
            assert api.is_in_layer(here, SemanticMapLayer.DRIVABLE_AREA)
            near = api.get_proximal_map_objects(here, 60, [SemanticMapLayer.LANE, SemanticMapLayer.LANE_CONNECTOR,
                SemanticMapLayer.ROADBLOCK, SemanticMapLayer.ROADBLOCK_CONNECTOR, SemanticMapLayer.STOP_LINE,
                SemanticMapLayer.CROSSWALK, SemanticMapLayer.INTERSECTION])
            for lane in near[SemanticMapLayer.LANE]:
                assert lane.baseline_path.length > 0 and lane.left_boundary.length > 0 and lane.right_boundary.length > 0
                assert all(edge.incoming_edges[0].id == lane.id for edge in lane.outgoing_edges)
                assert lane.parent.id == lane.get_roadblock_id() and lane.polygon.is_valid
                lane.speed_limit_mps, lane.adjacent_edges
                checked["nuplan lanes"] += 1
            for connector in near[SemanticMapLayer.LANE_CONNECTOR]:
                assert connector.parent.interior_edges
                if connector.has_traffic_lights():
                    assert connector.stop_lines
                    checked["nuplan stop lines"] += 1
                checked["nuplan connectors"] += 1
    for cloud in clouds[:20]:
        points = PointCloud.parse_from_file(str(cloud)).to_pcd_bin2()
        assert points.shape[0] == 6 and np.isfinite(points).all()
        checked["nuplan clouds"] += 1
print("numpy", np.__version__, dict(checked))
