import { wrapAngle } from '../../../shared/maths/angle.ts';
import type { PickleValue } from '../pickle/pickle-value.ts';
import { attributesOf, numbersOfRecord, recordOfClass } from './devkit-records.ts';
import type { LogBoxes, LogFrame } from './log-frame.ts';
import type { PickledFields } from './pickled-fields.ts';

/** Steps of `extended_detections_tracks` and `extended_traffic_light_data`. */
const STEP_US = 500_000;
/** nuplan-devkit's TrackedObjectType. */
const objectNames = ['vehicle', 'pedestrian', 'bicycle', 'traffic_cone', 'barrier', 'czone_sign', 'generic_object'];
/** nuplan-devkit's TrafficLightStatusType. */
const RED = 2;

/**
 * The other road users after the last frame of a synthetic scene, as frames 0.5 s apart without an ego pose of their own.
 * What is not of the known form is left out.
 */
export function futureFrames(scene: PickledFields, last: LogFrame): LogFrame[] {
  const tracks = scene.has('extended_detections_tracks') ? scene.list('extended_detections_tracks') : [];
  const lights = scene.has('extended_traffic_light_data') ? scene.list('extended_traffic_light_data') : [];
  return tracks.map((step, i): LogFrame => ({
    ...last,
    token: `${last.token}+${i + 1}`,
    timeUs: last.timeUs + (i + 1) * STEP_US,
    command: null,
    lights: lightsOf(lights[i]),
    lidarPath: null,
    cameras: [],
    boxes: boxesOf(step, last),
    isWithoutEgo: true,
  }));
}

function lightsOf(step: PickleValue | undefined): LogFrame['lights'] {
  const statuses = recordOfClass(step, 'TrafficLightStatuses');
  const list = statuses ? attributesOf(statuses).get('traffic_lights') : step;
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const light = recordOfClass(item, 'TrafficLightStatusData');
    const attributes = light && attributesOf(light);
    const connector = attributes?.get('lane_connector_id');
    const status = recordOfClass(attributes?.get('status'), 'TrafficLightStatusType')?.args[0];
    if (typeof connector !== 'number' && typeof connector !== 'string') return [];
    return [{ connectorId: String(connector), isRed: status === RED }];
  });
}

/** Global objects of a step in the frame of the last ego pose, as the boxes of all other frames are. */
function boxesOf(step: PickleValue, { globalFromEgo: [egoX, egoY], headingRad }: LogFrame): LogBoxes {
  const objects = objectsOf(step);
  const [cos, sin] = [Math.cos(headingRad), Math.sin(headingRad)];
  return {
    names: objects.map(({ name }) => name),
    trackTokens: objects.map(({ token }) => token),
    boxes: objects.flatMap(({ pose: [x, y, heading], size }) => {
      const [dx, dy] = [x - egoX, y - egoY];
      return [cos * dx + sin * dy, cos * dy - sin * dx, size[2] / 2, ...size, wrapAngle(heading - headingRad)];
    }),
    velocities: objects.flatMap(({ velocity: [vx, vy] }) => [cos * vx + sin * vy, cos * vy - sin * vx, 0]),
  };
}

interface TrackedObject {
  name: string;
  token: string;
  /** x y heading, global. */
  pose: number[];
  /** Length, width, height. */
  size: number[];
  velocity: number[];
}

function objectsOf(step: PickleValue): TrackedObject[] {
  const detections = recordOfClass(step, 'DetectionsTracks');
  const holder = detections && recordOfClass(attributesOf(detections).get('tracked_objects'), 'TrackedObjects');
  const list = holder && attributesOf(holder).get('tracked_objects');
  return Array.isArray(list) ? list.flatMap((item) => objectOf(item) ?? []) : [];
}

function objectOf(value: PickleValue): TrackedObject | null {
  const record = recordOfClass(value, 'Agent', 'AgentState', 'StaticObject', 'SceneObject');
  if (!record) return null;
  const attributes = attributesOf(record);
  const box = recordOfClass(attributes.get('_box'), 'OrientedBox');
  const centre = recordOfClass(box && attributesOf(box).get('_center'), 'StateSE2');
  const pose = numbersOfRecord(centre, 'x', 'y', 'heading');
  const size = numbersOfRecord(box, '_length', '_width', '_height');
  const about = recordOfClass(attributes.get('_metadata'), 'SceneObjectMetadata');
  const token = about && attributesOf(about).get('track_token');
  const type = recordOfClass(attributes.get('_tracked_object_type'), 'TrackedObjectType')?.args[0];
  if (!pose || !size || typeof token !== 'string' || typeof type !== 'number') return null;
  const velocity = recordOfClass(attributes.get('_velocity'), 'StateVector2D');
  return {
    name: objectNames[type] ?? 'generic_object',
    token,
    pose,
    size,
    velocity: numbersOfRecord(velocity, '_x', '_y') ?? [0, 0],
  };
}
