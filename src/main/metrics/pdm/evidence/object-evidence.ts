import type { PdmCollision, PdmCollisionEvidence, PdmTtcEvidence } from '../../../../shared/domain/pdm.ts';
import { STATE, STEP_S } from '../constants.ts';
import { bearing } from '../geometry/angles.ts';
import { overlapPoint } from '../geometry/overlap.ts';
import { QUAD, segmentTouchesQuad } from '../geometry/quads.ts';
import { writeObstacleCorners, type Obstacle } from '../obstacles.ts';
import { TRACK_STATE } from '../scene.ts';
import type { SubScores } from '../score-batch.ts';
import type { Overlap } from '../scoring/collisions.ts';
import { egoAreas, type Rollout } from '../simulation/rollout.ts';

const boxOf = (o: Obstacle, step: number): Float64Array => {
  const out = new Float64Array(QUAD);
  writeObstacleCorners(out, o, step);
  return out;
};
export const egoBox = (rollout: Rollout, step: number): number[] =>
  Array.from(rollout.corners.subarray(step * QUAD, (step + 1) * QUAD));

const bearingOf = (rollout: Rollout, o: Obstacle, step: number, objectStep: number): number | null => {
  const angle = bearing(
    rollout.cos[step],
    rollout.sin[step],
    o.states[objectStep * TRACK_STATE] - rollout.states[step * STATE],
    o.states[objectStep * TRACK_STATE + 1] - rollout.states[step * STATE + 1],
  );
  return Number.isNaN(angle) ? null : angle;
};

/** Every classified overlap with boxes, speeds and the reason of the verdict. */
export const collisionEvidence = (scores: SubScores, rollout: Rollout): PdmCollisionEvidence => ({
  kind: 'collisions',
  events: scores.overlaps.map((overlap) => collisionOf(overlap, rollout)),
});

function collisionOf({ step, obstacle, type, atFault }: Overlap, rollout: Rollout): PdmCollision {
  const ego = egoBox(rollout, step);
  const object = boxOf(obstacle, step);
  const from = Math.max(0, obstacle.firstStep) * TRACK_STATE;
  return {
    step,
    timeS: step * STEP_S,
    token: obstacle.track.token,
    objectKind: obstacle.track.kind,
    type,
    atFault,
    because: reasonOf(type, rollout.areas[step]),
    part: touchedPart(ego, object),
    ...overlapPoint(Float64Array.from(ego), object),
    ego,
    object: Array.from(object),
    egoSpeedMps: rollout.speedMps[step],
    objectSpeedMps: obstacle.isAgent ? Math.hypot(obstacle.states[from + 3], obstacle.states[from + 4]) : 0,
    bearingRad: bearingOf(rollout, obstacle, step, step),
  };
}

const sides = [
  { part: 'front bumper', from: 6, to: 0 },
  { part: 'rear bumper', from: 2, to: 4 },
  { part: 'left side', from: 0, to: 2 },
  { part: 'right side', from: 4, to: 6 },
] as const;

function touchedPart(ego: readonly number[], object: Float64Array): PdmCollision['part'] {
  const touched = sides.find(({ from, to }) =>
    segmentTouchesQuad(ego[from], ego[from + 1], ego[to], ego[to + 1], object, 0),
  );
  return touched?.part ?? 'body';
}

function reasonOf(type: Overlap['type'], areas: number): string {
  switch (type) {
    case 'STOPPED_EGO_COLLISION':
      return 'the ego stands: not at fault';
    case 'STOPPED_TRACK_COLLISION':
      return 'the object stands: at fault';
    case 'ACTIVE_REAR_COLLISION':
      return 'the object comes from behind: not at fault';
    case 'ACTIVE_FRONT_COLLISION':
      return 'the front edge of the ego meets it: at fault';
    case 'ACTIVE_LATERAL_COLLISION': {
      const where = areaWords(areas);
      return where === null
        ? 'from the side while the ego keeps its lane: not at fault'
        : `from the side while the ego is ${where}: at fault`;
    }
  }
}

/** Where an ego is that does not keep its lane, in words; null where it does. */
export const areaWords = (areas: number): string | null =>
  (areas & egoAreas.offRoad) !== 0
    ? 'off the drivable area'
    : (areas & egoAreas.multipleLanes) !== 0
      ? 'in several lanes'
      : null;

/** The first hit of the pushed box. */
export function ttcEvidence(scores: SubScores, rollout: Rollout): PdmTtcEvidence {
  const hit = scores.ttcHit;
  if (!hit) return { kind: 'time to collision', hit: null };
  const { step, aheadSteps, obstacle, why } = hit;
  const aheadS = aheadSteps * STEP_S;
  const speed = rollout.speedMps[step];
  const ego = egoBox(rollout, step);
  const shift = [rollout.cos[step] * speed * aheadS, rollout.sin[step] * speed * aheadS];
  return {
    kind: 'time to collision',
    hit: {
      step,
      timeS: step * STEP_S,
      aheadS,
      token: obstacle.track.token,
      objectKind: obstacle.track.kind,
      bearingRad: bearingOf(rollout, obstacle, step, step + aheadSteps),
      why,
      ego,
      pushed: ego.map((value, i) => value + shift[i % 2]),
      object: Array.from(boxOf(obstacle, step + aheadSteps)),
      egoSpeedMps: speed,
    },
  };
}
