"""Runs the official kit's PDM-Closed planner and reactive (IDM) traffic on scenes of the sample world.

    python tests/reference/pdm_reference.py KIT scenes.json out.json

KIT is a folder that holds the packages `navsim` (0a380a9) and `nuplan` (v1.2). The scenes come from
pdm-reference-scenes.ts; the kit's map interface is served from their plain lists. `out.json` is the input with `kit`
added to each scene: centreline, lanes on the route, the planner's 51 states, and the vehicles of each step.
Made with numpy 1.24, scipy 1.10, shapely 2.0. The fixture: out.json, brotli, in tests/golden/pdm/reference.json.br
"""

import json
import sys
import types

sys.path.insert(0, sys.argv[1])
import numpy as np
from shapely.geometry import LineString, Point, Polygon, box

import navsim.traffic_agents_policies.navsim_IDM_traffic_agents as idm
from navsim.planning.simulation.observation.navsim_idm_agents import NavsimIDMAgents
from navsim.planning.simulation.planner.pdm_planner.pdm_closed_planner import PDMClosedPlanner
from navsim.planning.simulation.planner.pdm_planner.proposal.batch_idm_policy import BatchIDMPolicy
from nuplan.common.actor_state.agent import Agent
from nuplan.common.actor_state.ego_state import EgoState
from nuplan.common.actor_state.oriented_box import OrientedBox
from nuplan.common.actor_state.scene_object import SceneObjectMetadata
from nuplan.common.actor_state.state_representation import StateSE2, StateVector2D, TimePoint
from nuplan.common.actor_state.static_object import StaticObject
from nuplan.common.actor_state.tracked_objects import TrackedObjects
from nuplan.common.actor_state.tracked_objects_types import TrackedObjectType
from nuplan.common.actor_state.vehicle_parameters import get_pacifica_parameters
from nuplan.common.maps.maps_datatypes import SemanticMapLayer, TrafficLightStatusData, TrafficLightStatusType
from nuplan.common.maps.nuplan_map.polyline_map_object import NuPlanPolylineMapObject
from nuplan.planning.simulation.history.simulation_history_buffer import SimulationHistoryBuffer
from nuplan.planning.simulation.observation.observation_type import DetectionsTracks
from nuplan.planning.simulation.planner.abstract_planner import PlannerInitialization, PlannerInput
from nuplan.planning.simulation.simulation_time_controller.simulation_iteration import SimulationIteration
from nuplan.planning.simulation.trajectory.trajectory_sampling import TrajectorySampling


def points(flat):
    return list(zip(flat[0::2], flat[1::2]))


class Polyline(dict):
    """A row of the table of baseline paths."""

    def __init__(self, fid, line):
        super().__init__(fid=fid)
        self.geometry = LineString(points(line))


class Lane:
    def __init__(self, world, row):
        self.world, self.id, self.row = world, row["id"], row
        self.polygon = Polygon(points(row["polygon"]))
        self.speed_limit_mps = row["speedLimitMps"]
        self.baseline_path = NuPlanPolylineMapObject(Polyline(row["id"], row["line"]))

    def get_roadblock_id(self):
        return self.row["blockId"]

    def contains_point(self, point):
        return self.polygon.contains(Point(point.x, point.y))

    @property
    def outgoing_edges(self):
        return [self.world.lanes[i] for i in self.row["next"] if i in self.world.lanes]


class Block:
    def __init__(self, world, row):
        self.world, self.id, self.row = world, row["id"], row
        self.polygon = Polygon(points(row["polygon"]))

    @property
    def interior_edges(self):
        return [self.world.lanes[i] for i in self.row["lanes"]]

    @property
    def outgoing_edges(self):
        return [self.world.blocks[i] for i in self.row["next"] if i in self.world.blocks]

    @property
    def incoming_edges(self):
        return [self.world.blocks[i] for i in self.row["previous"] if i in self.world.blocks]


class NuPlanRoadBlockConnector(Block):
    """The kit asks for the name of this class."""


class World:
    """The part of the map interface that planner and traffic use."""

    map_name = "sample"

    def __init__(self, drive):
        self.lanes = {row["id"]: Lane(self, row) for row in drive["lanes"]}
        kinds = {True: NuPlanRoadBlockConnector, False: Block}
        self.blocks = {row["id"]: kinds[row["isConnector"]](self, row) for row in drive["blocks"]}
        self.areas = {
            layer: [types.SimpleNamespace(id=a["id"], polygon=Polygon(points(a["polygon"]))) for a in drive[name]]
            for layer, name in (
                (SemanticMapLayer.INTERSECTION, "intersections"),
                (SemanticMapLayer.CARPARK_AREA, "carparks"),
            )
        }

    def layer(self, layer):
        kinds = {
            SemanticMapLayer.ROADBLOCK: (self.blocks, False),
            SemanticMapLayer.ROADBLOCK_CONNECTOR: (self.blocks, True),
            SemanticMapLayer.LANE: (self.lanes, False),
            SemanticMapLayer.LANE_CONNECTOR: (self.lanes, True),
        }
        if layer not in kinds:
            return self.areas[layer]
        table, is_connector = kinds[layer]
        return [o for o in table.values() if o.row["isConnector"] == is_connector]

    def get_map_object(self, fid, layer):
        return next((o for o in self.layer(layer) if o.id == fid), None)

    def _get_roadblock(self, fid):
        return self.get_map_object(fid, SemanticMapLayer.ROADBLOCK)

    def _get_roadblock_connector(self, fid):
        return self.get_map_object(fid, SemanticMapLayer.ROADBLOCK_CONNECTOR)

    def get_proximal_map_objects(self, point, radius, layers):
        patch = box(point.x - radius, point.y - radius, point.x + radius, point.y + radius)
        return {layer: [o for o in self.layer(layer) if o.polygon.intersects(patch)] for layer in layers}

    def get_distance_to_nearest_map_object(self, point, layer):
        objects = self.layer(layer)
        if not objects:
            return None, None
        nearest = min(objects, key=lambda o: o.polygon.distance(Point(point.x, point.y)))
        return nearest.id, nearest.polygon.distance(Point(point.x, point.y))

    def get_all_map_objects(self, point, layer):
        return [o for o in self.layer(layer) if o.polygon.contains(Point(point.x, point.y))]

    def is_in_layer(self, point, layer):
        return len(self.get_all_map_objects(point, layer)) > 0


def tracked(track):
    x, y, heading, vx, vy = track["state"]
    length, width = track["size"]
    metadata = SceneObjectMetadata(0, track["token"], None, track["token"], None)
    oriented = OrientedBox(StateSE2(x, y, heading), length, width, 1.5)
    kind = TrackedObjectType[track["kind"].upper()]
    if track["kind"] in ("vehicle", "pedestrian", "bicycle"):
        return Agent(kind, oriented, StateVector2D(vx, vy), metadata)
    return StaticObject(kind, oriented, metadata)


def sampling(poses):
    return TrajectorySampling(num_poses=poses, interval_length=0.1)


def ego_of(scene):
    e = scene["ego"]
    return EgoState.build_from_rear_axle(
        StateSE2(e["x"], e["y"], e["heading"]),
        StateVector2D(e["vx"], e["vy"]),
        StateVector2D(e["ax"], e["ay"]),
        0.0,
        TimePoint(e["timeUs"]),
        get_pacifica_parameters(),
    )


def plan(world, scene, ego, detections):
    policies = BatchIDMPolicy(
        speed_limit_fraction=[0.2, 0.4, 0.6, 0.8, 1.0],
        fallback_target_velocity=15.0,
        min_gap_to_lead_agent=1.0,
        headway_time=1.5,
        accel_max=1.5,
        decel_max=3.0,
    )
    planner = PDMClosedPlanner(sampling(50), sampling(40), policies, [-1.0, 1.0], 100)
    planner.initialize(PlannerInitialization(scene["route"], StateSE2(0, 0, 0), world))
    history = SimulationHistoryBuffer.initialize_from_list(1, [ego], [detections])
    red = [TrafficLightStatusData(TrafficLightStatusType.RED, i, ego.time_us) for i in scene["red"]]
    trajectory = planner.compute_planner_trajectory(
        PlannerInput(SimulationIteration(ego.time_point, 0), history, red)
    )
    states = [[s.rear_axle.x, s.rear_axle.y, s.rear_axle.heading] for s in trajectory.get_sampled_trajectory()]
    centreline = [[p.x, p.y] for p in planner._centerline.discrete_path]
    return {"reference": states, "centreline": centreline, "lanes": list(planner._route_lane_dict.keys())}


def react(world, scene, ego, detections):
    agents = NavsimIDMAgents(
        target_velocity=10,
        min_gap_to_lead_agent=1.0,
        headway_time=1.5,
        accel_max=1.0,
        decel_max=2.0,
        open_loop_detections_types=[],
        minimum_path_length=20,
        radius=100,
        add_open_loop_parked_vehicles=True,
        idm_snap_threshold=3.0,
    )
    idm.get_maps_api = lambda *_: world
    cache = types.SimpleNamespace(
        ego_state=ego,
        current_tracked_objects=[detections],
        future_tracked_objects=[DetectionsTracks(TrackedObjects([]))] * 40,
        map_parameters=types.SimpleNamespace(map_root="", map_version="", map_name=""),
    )
    states = np.array(scene["egoStates"]).reshape(41, 11)
    steps = idm.NavsimIDMTrafficAgents(sampling(40), agents).simulate_traffic_agents(states, cache)
    return [
        {a.track_token: [a.center.x, a.center.y, a.center.heading] for a in step.tracked_objects.tracked_objects}
        for step in steps
    ]


def rounded(value):
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return [rounded(v) for v in value] if isinstance(value, (list, tuple)) else value


drives = json.load(open(sys.argv[2]))
for drive in drives:
    world = World(drive)
    for scene in drive["scenes"]:
        ego = ego_of(scene)
        detections = DetectionsTracks(TrackedObjects([tracked(t) for t in scene["tracks"]]))
        kit = plan(world, scene, ego, detections)
        kit["traffic"] = react(world, scene, ego, detections)
        scene["kit"] = rounded(kit)
        print(drive["name"], scene["name"], flush=True)
json.dump(drives, open(sys.argv[3], "w"), separators=(",", ":"))
