import {
  AGENT_STATE,
  STEERING_RATIO,
  STEP_S,
  type Agent,
  type CameraSpec,
  type Drive,
} from '../src/main/sample-world/drive.ts';
import { randomOf } from '../src/main/sample-world/random.ts';
import { makePlace, type PlaceKind } from '../src/main/sample-world/roads/make-place.ts';

/** A drive by hand: along a lane at a changing speed, with objects that come, go, stand and turn. For tests of writers. */
export function handMadeDrive(index = 0, kind: PlaceKind = 'intersection-lights', steps = 61): Drive {
  const place = makePlace(kind, randomOf(index, 'place'));
  const { roads } = place;
  const connector = roads.connectors[index % roads.connectors.length];
  const lane = roads.lanes.find(({ id }) => id === connector.fromLaneId) ?? roads.lanes[0];
  const after = roads.lanes.find(({ id }) => id === connector.toLaneId) ?? roads.lanes[0];
  const path = [...lane.centreline.slice(-120), ...connector.centreline.slice(2), ...after.centreline.slice(2)];
  const ego = egoAlong(path, steps);
  const at = (step: number, ahead: number, left: number): [number, number, number] => {
    const heading = ego.headingRad[step];
    const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
    return [ego.x[step] + cos * ahead - sin * left, ego.y[step] + sin * ahead + cos * left, heading];
  };
  const still = (id: string, kind: Agent['kind'], size: [number, number, number], pose: number[]): Agent => ({
    ...agentOf(id, kind, size, 0, steps - 1),
    states: Float64Array.from({ length: steps * AGENT_STATE }, (_, i) => [...pose, 0, 0][i % AGENT_STATE]),
  });
  const leader: Agent = {
    ...agentOf('leader', 'car', [4.6, 1.9, 1.5], 0, steps - 1),
    states: Float64Array.from(
      Array.from({ length: steps }, (_, step) => {
        const [x, y, heading] = at(step, 15, 0.2);
        return [x, y, heading, Math.cos(heading) * ego.speedMps[step], Math.sin(heading) * ego.speedMps[step]];
      }).flat(),
    ),
  };
  const walkerFirst = Math.floor(steps / 3);
  const walker: Agent = {
    ...agentOf('walker', 'pedestrian', [0.6, 0.7, 1.75], walkerFirst, steps - 1),
    states: Float64Array.from(
      Array.from({ length: steps - walkerFirst }, (_, i) => {
        const [x, y, heading] = at(walkerFirst, 25, 6 - 1.4 * i * STEP_S);
        return [x, y, heading - Math.PI / 2, Math.sin(heading) * 1.4, -Math.cos(heading) * 1.4];
      }).flat(),
    ),
  };
  return {
    name: `${String(index).padStart(4, '0')}-by-hand`,
    seed: 1,
    scenario: 'by-hand',
    intent: 'expert',
    fault: null,
    steps,
    place,
    environment: { light: 'day', weather: 'clear', sunAzimuthRad: 1, sunElevationRad: 0.8, wetness: 0 },
    ego: { ...ego, routeIds: [lane.roadblockId, connector.roadblockConnectorId, after.roadblockId] },
    agents: [
      leader,
      walker,
      still('cone', 'cone', [0.4, 0.4, 0.8], at(0, 12, -3)),
      still('truck', 'truck', [9, 2.6, 3.4], at(0, 30, 4)),
      still('hidden', 'car', [4.4, 1.8, 1.5], at(0, 45, 5)),
      still('bike', 'bicycle', [1.8, 0.6, 1.7], at(0, -10, 3)),
      still('far', 'van', [5, 2, 2], at(0, 160, 0)),
    ],
    lights: roads.connectors
      .filter(({ lightStopLineIds }) => lightStopLineIds.length > 0)
      .map(({ id }, i) => ({
        connectorId: id,
        states: Array.from({ length: steps }, (_, step) => (step < 25 === (i % 2 === 0) ? 'red' : 'green')),
      })),
    labels: [{ group: 'weather', name: 'clear', firstStep: 0, lastStep: steps - 1 }],
    guidance: [{ step: 0, seen: 'A car drives ahead.', advice: 'Follow it.' }],
  };
}

const agentOf = (
  id: string,
  kind: Agent['kind'],
  [lengthM, widthM, heightM]: [number, number, number],
  firstStep: number,
  lastStep: number,
): Omit<Agent, 'states'> => ({
  id,
  kind,
  lengthM,
  widthM,
  heightM,
  colour: [120, 130, 140],
  style: 0,
  firstStep,
  lastStep,
  signals: new Uint8Array(lastStep - firstStep + 1),
});

/** States along a polyline: speeds up from 4 to 9 m/s and down again. */
function egoAlong(path: readonly number[], steps: number): Omit<Drive['ego'], 'routeIds'> {
  const speed = (step: number) => 6.5 - 2.5 * Math.cos((2 * Math.PI * step) / steps);
  const columns = Array.from({ length: steps }, () => [0, 0, 0]);
  let travelled = 0;
  for (let step = 0; step < steps; step++) {
    columns[step] = pointAlong(path, travelled);
    travelled += speed(step) * STEP_S;
  }
  const turn = (step: number) => {
    const [from, to] = [columns[Math.max(0, step - 1)][2], columns[Math.min(steps - 1, step + 1)][2]];
    return Math.atan2(Math.sin(to - from), Math.cos(to - from)) / (2 * STEP_S);
  };
  const column = (value: (step: number) => number) => Float64Array.from({ length: steps }, (_, step) => value(step));
  return {
    x: column((step) => columns[step][0]),
    y: column((step) => columns[step][1]),
    headingRad: column((step) => columns[step][2]),
    speedMps: column(speed),
    accelerationMps2: column(
      (step) => ((2.5 * 2 * Math.PI) / (steps * STEP_S)) * Math.sin((2 * Math.PI * step) / steps),
    ),
    yawRateRadps: column(turn),
    curvature: column((step) => turn(step) / speed(step)),
    steeringWheelRad: column((step) => Math.atan((3.089 * turn(step)) / speed(step)) * STEERING_RATIO),
    commands: Array.from({ length: steps }, (_, step) => (step < steps / 2 ? 'straight' : 'left')),
  };
}

function pointAlong(path: readonly number[], metres: number): [number, number, number] {
  let left = metres;
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [dx, dy] = [path[i + 2] - path[i], path[i + 3] - path[i + 1]];
    const length = Math.hypot(dx, dy);
    if (left <= length && length > 0)
      return [path[i] + (dx * left) / length, path[i + 1] + (dy * left) / length, Math.atan2(dy, dx)];
    left -= length;
  }
  throw new Error('the path is too short');
}

/** A pinhole camera that looks ahead, for writers' tests. */
export const pinholeCamera = (channel: string, yawRad: number, widthPx = 64, heightPx = 36): CameraSpec => {
  const focal = widthPx * 0.8;
  // Optical axis along the heading: camera x right = −y, y down = −z, z forward = x; then turned about z by the yaw.
  const [c, s] = [Math.cos(yawRad / 2), Math.sin(yawRad / 2)];
  const forward = [0.5, -0.5, 0.5, -0.5];
  return {
    channel,
    title: channel.toLowerCase(),
    widthPx,
    heightPx,
    intrinsic: [focal, 0, widthPx / 2, 0, focal, heightPx / 2, 0, 0, 1],
    lens: { model: 'pinhole', distortion: null },
    egoFromCamera: [
      1.7,
      0.1,
      1.5,
      c * forward[0] - s * forward[3],
      c * forward[1] - s * forward[2],
      c * forward[2] + s * forward[1],
      c * forward[3] + s * forward[0],
    ],
  };
};
