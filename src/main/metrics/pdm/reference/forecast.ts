import { STEP_S } from '../constants.ts';
import { wrapped } from '../geometry/angles.ts';
import { quadsTouch, QUAD, writeCorners } from '../geometry/quads.ts';
import { obstacleOf, type Obstacle } from '../obstacles.ts';
import { isAgentKind, TRACK_STATE, type PdmScene, type PdmTrack } from '../scene.ts';

/** Nearest objects that PDM-Closed looks at, by kind, and how far around (pdm_object_manager.py, metric_cache_processor.py). */
const NEAREST = { vehicle: 50, pedestrian: 25, bicycle: 10, static: 50 } as const;
const RADIUS_M = 100;
/** Steps of the forecast, and how many of them share a place (pdm_observation.py observation_sample_res). */
export const FORECAST_STEPS = 51;
const SAMPLE_STEPS = 2;

export interface Forecast {
  obstacles: readonly Obstacle[];
  /** Tokens of those that the ego touches from the start: they are passed over. */
  touched: ReadonlySet<string>;
}

/** Objects of now moved on at their speed; velocities against the heading count as driving backwards. */
export function constantVelocityForecast(scene: PdmScene): Forecast {
  const { ego, vehicle } = scene;
  const x = ego.x + vehicle.rearAxleToCentreM * Math.cos(ego.heading);
  const y = ego.y + vehicle.rearAxleToCentreM * Math.sin(ego.heading);
  const away = (t: PdmTrack) => Math.hypot(t.frames[0] - x, t.frames[1] - y);
  const now = scene.tracks.filter((t) => !Number.isNaN(t.frames[0]) && away(t) <= RADIUS_M);
  const nearest = (of: (t: PdmTrack) => boolean, count: number) =>
    now
      .filter(of)
      .sort((a, b) => away(a) - away(b))
      .slice(0, count);
  const kept = [
    ...nearest((t) => !isAgentKind(t.kind), NEAREST.static),
    ...nearest((t) => t.kind === 'vehicle', NEAREST.vehicle),
    ...nearest((t) => t.kind === 'pedestrian', NEAREST.pedestrian),
    ...nearest((t) => t.kind === 'bicycle', NEAREST.bicycle),
  ];
  const obstacles = kept.map(movedOn);
  const own = new Float64Array(QUAD);
  writeCorners(own, 0, x, y, ego.heading, vehicle.lengthM / 2, vehicle.widthM / 2);
  const box = new Float64Array(QUAD);
  const touched = new Set<string>();
  for (const o of obstacles) {
    writeCorners(box, 0, o.states[0], o.states[1], o.states[2], o.halfLength, o.halfWidth);
    if (quadsTouch(own, 0, box, 0)) touched.add(o.track.token);
  }
  return { obstacles, touched };
}

function movedOn(track: PdmTrack): Obstacle {
  const [x, y, heading, vx, vy] = track.frames;
  const speed = isAgentKind(track.kind) ? Math.hypot(vx, vy) : 0;
  const isForward = Math.abs(wrapped(heading - Math.atan2(vy, vx))) < Math.PI / 2;
  const direction = isForward ? heading : heading + Math.PI;
  const states = new Float64Array(FORECAST_STEPS * TRACK_STATE);
  for (let s = 0; s < FORECAST_STEPS; s++) {
    const t = Math.floor(s / SAMPLE_STEPS) * SAMPLE_STEPS * STEP_S;
    const at = s * TRACK_STATE;
    states[at] = x + t * speed * Math.cos(direction);
    states[at + 1] = y + t * speed * Math.sin(direction);
    states[at + 2] = heading;
    states[at + 3] = vx;
    states[at + 4] = vy;
  }
  return obstacleOf({ track, firstStep: 0, lastStep: FORECAST_STEPS - 1, states });
}
