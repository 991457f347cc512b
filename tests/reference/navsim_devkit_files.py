"""
Writes files of the NAVSIM devkit with the devkit's own classes: a metric cache, a submission and a synthetic scene, and
beside them what the devkit's objects tell, as JSON. Needs the sources of navsim (v2) and nuplan-devkit on PYTHONPATH.

    python navsim_devkit_files.py tests/golden/navsim                 # writes them
    python navsim_devkit_files.py --check FILE                        # loads a submission written by Foresight, prints its poses
"""

import json
import lzma
import math
import pickle
import sys
from pathlib import Path, PosixPath

import numpy as np
from nuplan.common.actor_state.agent import Agent
from nuplan.common.actor_state.ego_state import EgoState
from nuplan.common.actor_state.oriented_box import OrientedBox
from nuplan.common.actor_state.scene_object import SceneObjectMetadata
from nuplan.common.actor_state.state_representation import StateSE2, StateVector2D, TimePoint
from nuplan.common.actor_state.static_object import StaticObject
from nuplan.common.actor_state.tracked_objects import TrackedObjects
from nuplan.common.actor_state.tracked_objects_types import TrackedObjectType
from nuplan.common.actor_state.vehicle_parameters import get_pacifica_parameters
from nuplan.common.maps.maps_datatypes import SemanticMapLayer, TrafficLightStatusData, TrafficLightStatuses, TrafficLightStatusType
from nuplan.planning.simulation.observation.observation_type import DetectionsTracks
from nuplan.planning.simulation.trajectory.interpolated_trajectory import InterpolatedTrajectory
from nuplan.planning.simulation.trajectory.trajectory_sampling import TrajectorySampling
from shapely.geometry import LineString, Polygon

X, Y, HEADING, T0 = 664_000.0, 3_998_000.0, 0.3, 1_621_966_990_000_000


def ego(i, step_us=100_000):
    d = 0.8 * i
    state = EgoState.build_from_rear_axle(
        StateSE2(X + d * math.cos(HEADING), Y + d * math.sin(HEADING), HEADING),
        StateVector2D(8.0, 0.0), StateVector2D(0.1, -0.2), 0.02, TimePoint(T0 + i * step_us), get_pacifica_parameters(),
    )
    state.waypoint, state.rear_axle, state.center  # fills what the classes keep
    return state


def tracks(i):
    meta = lambda token: SceneObjectMetadata(T0 + i, token, None, token)
    return DetectionsTracks(TrackedObjects([
        Agent(TrackedObjectType.VEHICLE, OrientedBox(StateSE2(X + 20 + i, Y + 3, 0.4), 4.5, 1.9, 1.6), StateVector2D(2.0, 0.1), meta("car")),
        StaticObject(TrackedObjectType.TRAFFIC_CONE, OrientedBox(StateSE2(X + 5, Y - 3, 0.0), 0.4, 0.4, 0.8), meta("cone")),
    ]))


def pose(s):
    return [s.rear_axle.x, s.rear_axle.y, s.rear_axle.heading]


def metric_cache(out):
    from navsim.common.dataclasses import Trajectory
    from navsim.common.enums import SceneFrameType
    from navsim.planning.metric_caching.metric_cache import MapParameters, MetricCache
    from navsim.planning.simulation.planner.pdm_planner.observation.pdm_observation import PDMObservation
    from navsim.planning.simulation.planner.pdm_planner.observation.pdm_occupancy_map import PDMDrivableMap
    from navsim.planning.simulation.planner.pdm_planner.utils.pdm_path import PDMPath

    states = [ego(i) for i in range(51)]
    box = lambda a, b, c, d: Polygon([(X + a, Y + b), (X + c, Y + b), (X + c, Y + d), (X + a, Y + d)], [[(X + a + 1, Y + b + 1), (X + a + 2, Y + b + 1), (X + a + 2, Y + b + 2)]])
    sampling = TrajectorySampling(num_poses=40, interval_length=0.1)
    observation = PDMObservation(sampling, sampling, 100, observation_sample_res=1, extend_observation_for_ttc=False)
    observation.update_detections_tracks([tracks(i) for i in range(41)], [[TrafficLightStatusData(TrafficLightStatusType.RED, 51, T0)]] * 41, {}, compute_traffic_light_data=False)
    drivable = PDMDrivableMap(["100", "1", "300"], [SemanticMapLayer.ROADBLOCK, SemanticMapLayer.LANE, SemanticMapLayer.INTERSECTION], np.array([box(0, 0, 100, 7), box(0, 0, 100, 3.5), box(95, -20, 135, 27)], dtype=np.object_))
    human = Trajectory(np.array([[4.0 * i, 0.1 * i, 0.01 * i] for i in range(1, 9)]), TrajectorySampling(num_poses=8, interval_length=0.5))
    centerline = PDMPath([StateSE2(X + 2.0 * i, Y + 1.75, 0.001 * i) for i in range(60)])
    cache = MetricCache(
        file_path=Path("/data/metric_cache/log/unknown/0123456789abcdef/metric_cache.pkl"), log_name="2021.05.25.14.16.10_veh-35_01690_02183",
        timepoint=TimePoint(T0), scene_type=SceneFrameType.ORIGINAL, trajectory=InterpolatedTrajectory(states), human_trajectory=human,
        past_human_trajectory=InterpolatedTrajectory([ego(i, 500_000) for i in range(-3, 1)]), ego_state=ego(0), observation=observation, centerline=centerline,
        route_lane_ids=["1", "51", "3"], drivable_area_map=drivable, past_detections_tracks=[tracks(-1)], current_tracked_objects=[tracks(0)],
        future_tracked_objects=[tracks(i) for i in range(1, 4)], map_parameters=MapParameters("/data/maps", "nuplan-maps-v1.0", "us-nv-las-vegas-strip"),
    )
    body = pickle.dumps(cache, protocol=pickle.HIGHEST_PROTOCOL)
    (out / "metric_cache.pkl").write_bytes(lzma.compress(body, preset=0))
    return {
        "trajectory": [[s.time_us, *pose(s)] for s in states], "human": human.poses.tolist(),
        "centreline": [[p.x, p.y, p.heading] for p in centerline.discrete_path], "route": cache.route_lane_ids,
        "drivable": [{"id": i, "layer": t.name, "rings": [list(map(list, g.exterior.coords))] + [list(map(list, r.coords)) for r in g.interiors]} for i, t, g in zip(drivable.tokens, drivable.map_types, drivable._geometries)],
        "pickleBytes": len(body),
    }


def submission(out):
    from navsim.common.dataclasses import Trajectory

    plan = lambda k: Trajectory(np.array([[4.0 * i + k, 0.1 * i, 0.01 * i] for i in range(1, 9)], dtype=np.float32), TrajectorySampling(num_poses=8, interval_length=0.5))
    one, two = {"0123456789abcdef": plan(0), "fedcba9876543210": plan(1)}, {"0123456789abcdef0": plan(2)}
    with open(out / "submission.pkl", "wb") as file:
        pickle.dump({"team_name": "A", "authors": ["B", "C"], "email": "d@example.org", "institution": "E", "country / region": "F", "first_stage_predictions": [one], "second_stage_predictions": [two]}, file)
    return {stage: {t: p.poses.tolist() for t, p in plans.items()} for stage, plans in (("first", one), ("second", two))}


def scene(out):
    eye = np.eye(3)
    camera = lambda i: dict(data_path=PosixPath(f"log/CAM_F0/{i:016x}.jpg") if i % 2 else f"log/CAM_F0/{i:016x}.jpg", sensor2lidar_rotation=eye, sensor2lidar_translation=np.zeros(3), cam_intrinsic=eye, distortion=np.zeros(5))
    frames = [
        dict(
            token=f"{i:017x}", timestamp=T0 + (i - 3) * 500_000, roadblock_ids=["100", "200"], traffic_lights=[(51, True)],
            annotations=dict(boxes=np.array([[20.0 + i, 3, 0.8, 4.5, 1.9, 1.6, 0.1]]), names=np.array(["vehicle"]), velocity_3d=np.array([[2.0, 0.1, 0]]), instance_tokens=[f"i{i}"], track_tokens=["car"]),
            ego_status=dict(ego_pose=np.array(pose(ego(i - 3, 500_000))), ego_velocity=np.array([8, 0], dtype=np.float32), ego_acceleration=np.array([0.1, -0.2], dtype=np.float32), driving_command=np.array([0, 1, 0, 0]), in_global_frame=True),
            lidar_path=PosixPath("log/MergedPointCloud/a.pcd") if i == 0 else None,
            camera_dict={"cam_f0": camera(i), "cam_b0": {}},
        )
        for i in range(4)
    ]
    lights = [TrafficLightStatuses([TrafficLightStatusData(TrafficLightStatusType.GREEN, 51, T0)]) for _ in range(8)]
    whole = dict(
        scene_metadata=dict(log_name="log", scene_token="scene0", map_name="us-nv-las-vegas-strip", initial_token=f"{3:017x}", num_history_frames=4, num_future_frames=0, corresponding_original_scene="0123456789abcdef", corresponding_original_initial_token="fedcba9876543210"),
        frames=frames, extended_traffic_light_data=lights, extended_detections_tracks=[tracks(5 * k) for k in range(1, 9)],
    )
    (out / "synthetic-scene.pkl").write_bytes(pickle.dumps(whole, protocol=pickle.HIGHEST_PROTOCOL))
    return {"poses": [f["ego_status"]["ego_pose"].tolist() for f in frames], "future": [[[o.track_token, o.center.x, o.center.y, o.center.heading] for o in tracks(5 * k).tracked_objects] for k in range(1, 9)]}


def main():
    if sys.argv[1] == "--check":
        from navsim.common.dataclasses import Trajectory

        with open(sys.argv[2], "rb") as file:
            content = pickle.load(file)
        stages = {}
        for stage in ("first_stage_predictions", "second_stage_predictions"):
            for token, plan in content[stage][0].items():
                assert isinstance(plan, Trajectory) and isinstance(plan.trajectory_sampling, TrajectorySampling)
                plan.__post_init__()
                stages.setdefault(stage, {})[token] = plan.poses.tolist()
        print(json.dumps({"team_name": content["team_name"], **stages}))
        return
    out = Path(sys.argv[1])
    told = {"metricCache": metric_cache(out), "submission": submission(out), "scene": scene(out)}
    (out / "devkit-files.json").write_text(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
