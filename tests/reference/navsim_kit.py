"""Runs the official NAVSIM kit on drives in NAVSIM's own layout and writes down what it makes of them.

What is written for each scene: the ego state, the route's centreline and lanes, the drivable map, PDM-Closed's trajectory,
the human's, and for every plan its simulated states and sub-scores with log-replay and with reactive (IDM) traffic, as
JSON. The kit runs unmodified; only how it is called is of this file.

The kit: navsim at 0a380a9063d7162ec93d0f51e9990ebac585f720 and nuplan-devkit at e9241677997dd86bfc0bcd44817ab04fe631405b,
checked out beside each other. Python 3.11 with numpy<2 scipy shapely<2.1 pandas geopandas pyogrio fiona rasterio rtree
aioboto3 boto3 retry sqlalchemy pyquaternion hydra-core tqdm psutil joblib opencv-python-headless scikit-learn pytest requests.

  foresight sample-world --out W --layout navsim --clips 6 --seed 7 --no-pictures
  python tests/reference/navsim_kit.py --kit navsim --nuplan nuplan-devkit --root W --split mini --scenes 4 --out kit.json

With `--caches DIR` the kit also saves the scenes' metric caches, as tests/golden/navsim-metric-cache holds two of them:
  … --scenes 3 --out again.json --caches metric_cache --tokens f7ab0e8ce16ccf4a,1df2994918d6f2d2
"""

import argparse
import json
import os
import pickle
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kit", required=True, help="checkout of navsim")
    parser.add_argument("--nuplan", required=True, help="checkout of nuplan-devkit")
    parser.add_argument("--root", required=True, type=Path, help="root of the data set (navsim_logs, maps)")
    parser.add_argument("--maps", type=Path, default=None, help="folder with nuplan-maps-v1.0.json (default: found under the root)")
    parser.add_argument("--split", default="mini")
    parser.add_argument("--scenes", type=int, default=4, help="scenes of each log, spread over it")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--caches", type=Path, default=None, help="folder to which the kit saves the scenes' metric caches")
    parser.add_argument("--tokens", default="", help="only these scenes, with a comma")
    return parser.parse_args()


args = arguments()
sys.path[:0] = [args.kit, args.nuplan]
maps = args.maps or next(args.root.rglob("nuplan-maps-v1.0.json")).parent
os.environ["NUPLAN_MAPS_ROOT"] = str(maps)

import numpy as np  # noqa: E402
from nuplan.planning.simulation.trajectory.trajectory_sampling import TrajectorySampling  # noqa: E402

from navsim.common.dataclasses import Scene, SceneFilter, SensorConfig, Trajectory  # noqa: E402
from navsim.common.dataloader import SceneLoader  # noqa: E402
from navsim.evaluate.pdm_score import get_trajectory_as_array, pdm_score  # noqa: E402
from navsim.planning.metric_caching.metric_cache_processor import MetricCacheProcessor  # noqa: E402
from navsim.planning.scenario_builder.navsim_scenario import NavSimScenario  # noqa: E402
from navsim.planning.simulation.observation.navsim_idm_agents import NavsimIDMAgents  # noqa: E402
from navsim.planning.simulation.planner.pdm_planner.scoring.pdm_scorer import PDMScorer, PDMScorerConfig  # noqa: E402
from navsim.planning.simulation.planner.pdm_planner.simulation.pdm_simulator import PDMSimulator  # noqa: E402
from navsim.traffic_agents_policies.log_replay_traffic_agents import LogReplayTrafficAgents  # noqa: E402
from navsim.traffic_agents_policies.navsim_IDM_traffic_agents import NavsimIDMTrafficAgents  # noqa: E402

PROPOSAL = TrajectorySampling(num_poses=40, interval_length=0.1)
PLAN = TrajectorySampling(num_poses=8, interval_length=0.5)
COLUMNS = [
    "no_at_fault_collisions",
    "drivable_area_compliance",
    "driving_direction_compliance",
    "traffic_light_compliance",
    "ego_progress",
    "time_to_collision_within_bound",
    "lane_keeping",
    "history_comfort",
    "multiplicative_metrics_prod",
]


def reactive_observation():
    return NavsimIDMAgents(
        target_velocity=10,
        min_gap_to_lead_agent=1.0,
        headway_time=1.5,
        accel_max=1.0,
        decel_max=2.0,
        open_loop_detections_types=[],
        minimum_path_length=20,
        planned_trajectory_samples=None,
        planned_trajectory_sample_interval=None,
        radius=100,
        add_open_loop_parked_vehicles=True,
        idm_snap_threshold=3.0,
    )


def plans_of(cache, ego_speed):
    """Plans that tell rules apart, as 8 poses in the ego frame."""
    human = np.asarray(cache.human_trajectory.poses, dtype=np.float64)[:8]
    times = np.arange(1, 9) * 0.5
    zero = np.zeros(8)
    straight = np.stack([ego_speed * times, zero, zero], axis=1)
    slow = human.copy()
    slow[:, :2] *= 0.5
    fast = human.copy()
    fast[:, :2] *= 1.4
    left = human.copy()
    left[:, 1] += 0.5 * 0.25 * times**2
    right = human.copy()
    right[:, 1] -= 0.5 * 0.5 * times**2
    stop = np.stack([ego_speed * times * np.maximum(0.2, 1 - times / 4), zero, zero], axis=1)
    return {
        "human": human,
        "constant-velocity": straight,
        "half-speed": slow,
        "too-fast": fast,
        "drift-left": left,
        "drift-right": right,
        "braking": stop,
    }


def rounded(values):
    return np.round(np.asarray(values, dtype=np.float64), 9).tolist()


def one_scene(loader, processor, simulator, scorer, token):
    scene = Scene.from_scene_dict_list(
        loader.scene_frames_dicts[token],
        args.root / "sensor_blobs" / args.split,
        num_history_frames=4,
        num_future_frames=10,
        sensor_config=SensorConfig.build_no_sensors(),
    )
    scenario = NavSimScenario(scene, map_root=str(maps), map_version="nuplan-maps-v1.0")
    if args.caches:
        processor.compute_and_save_metric_cache(scenario)
    cache = processor.compute_metric_cache(scenario)
    ego = cache.ego_state
    speed = float(ego.dynamic_car_state.rear_axle_velocity_2d.x)
    reference = get_trajectory_as_array(cache.trajectory, TrajectorySampling(num_poses=50, interval_length=0.1), ego.time_point)
    drivable = cache.drivable_area_map
    out = {
        "token": token,
        "log": cache.log_name,
        "time_us": ego.time_point.time_us,
        "ego": rounded([ego.rear_axle.x, ego.rear_axle.y, ego.rear_axle.heading, speed]),
        "route_lane_ids": list(cache.route_lane_ids),
        "centerline": rounded([[p.x, p.y, p.heading] for p in cache.centerline.discrete_path]),
        "drivable": [[token, kind.name] for token, kind in zip(drivable.tokens, drivable.map_types)],
        "pdm_closed": rounded(reference[:, :3]),
        "plans": [],
    }
    # The scorer changes the observation it is given: every call gets the cache as it was stored.
    stored = pickle.dumps(cache)
    policies = {
        "log_replay": lambda: LogReplayTrafficAgents(PROPOSAL),
        "reactive": lambda: NavsimIDMTrafficAgents(PROPOSAL, reactive_observation()),
    }
    for name, poses in plans_of(cache, speed).items():
        row = {"name": name, "poses": rounded(poses)}
        for policy, agents in policies.items():
            result, states = pdm_score(
                metric_cache=pickle.loads(stored),
                model_trajectory=Trajectory(np.asarray(poses, dtype=np.float32), PLAN),
                future_sampling=PROPOSAL,
                simulator=simulator,
                scorer=scorer,
                traffic_agents_policy=agents(),
            )
            row[policy] = {column: float(result[column].iloc[0]) for column in COLUMNS}
            row["simulated_states"] = rounded(states[:, :3])
        out["plans"].append(row)
    return out


def main():
    simulator = PDMSimulator(PROPOSAL)
    scorer = PDMScorer(PROPOSAL, PDMScorerConfig(human_penalty_filter=True))
    processor = MetricCacheProcessor(cache_path=args.caches and str(args.caches), force_feature_computation=True, proposal_sampling=PROPOSAL)
    loader = SceneLoader(
        data_path=args.root / "navsim_logs" / args.split,
        original_sensor_path=args.root / "sensor_blobs" / args.split,
        scene_filter=SceneFilter(num_history_frames=4, num_future_frames=10, frame_interval=1, has_route=True),
        sensor_config=SensorConfig.build_no_sensors(),
    )
    by_log = {}
    for token, frames in loader.scene_frames_dicts.items():
        by_log.setdefault(frames[0]["log_name"], []).append(token)
    scenes = []
    for log, tokens in sorted(by_log.items()):
        chosen = [tokens[i] for i in np.unique(np.linspace(0, len(tokens) - 1, args.scenes).astype(int))]
        for token in [one for one in chosen if not args.tokens or one in args.tokens.split(",")]:
            try:
                scenes.append(one_scene(loader, processor, simulator, scorer, token))
            except Exception as error:  # the kit's own failures are results too
                scenes.append({"token": token, "log": log, "failed": f"{type(error).__name__}: {error}"})
            print(log, token, scenes[-1].get("failed", "ok"), flush=True)
    args.out.write_text(json.dumps({"scenes": scenes}))


main()
