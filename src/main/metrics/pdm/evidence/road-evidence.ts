import {
  pdmCorners,
  type PdmAreaEvidence,
  type PdmCorner,
  type PdmDirectionEvidence,
  type PdmHoldingPolygon,
  type PdmLaneEvidence,
  type PdmLightEvidence,
  type PdmProgressEvidence,
  type PdmVersion,
} from '../../../../shared/domain/pdm.ts';
import { LIMITS, STEPS, STEP_S } from '../constants.ts';
import { isInside, type IndexedPolygon } from '../geometry/polygon.ts';
import { nearestOnLine, type Nearest } from '../geometry/polyline.ts';
import { QUAD } from '../geometry/quads.ts';
import type { PreparedScene } from '../prepare.ts';
import { progressNormaliser, type SubScores } from '../score-batch.ts';
import { firstRedContact, laneDeviations, offRouteTravel } from '../scoring/road-rules.ts';
import { egoAreas, type Rollout } from '../simulation/rollout.ts';
import { egoBox } from './object-evidence.ts';

/** Stretches off the drivable area, which corners left it first and where, and the polygons that held the ego until then. */
export function areaEvidence(rollout: Rollout, prepared: PreparedScene): PdmAreaEvidence {
  const stretches: PdmAreaEvidence['stretches'] = [];
  for (let i = 0; i < STEPS; i++) {
    if ((rollout.areas[i] & egoAreas.offRoad) === 0) continue;
    const open = stretches.at(-1);
    if (open?.toStep === i - 1) open.toStep = i;
    else stretches.push({ fromStep: i, toStep: i });
  }
  const first = stretches[0]?.fromStep;
  if (first === undefined) return { kind: 'drivable area', stretches, exits: [], ego: null, heldBy: [] };
  const outside = pdmCorners.filter((_, c) => !isOnRoad(prepared, rollout, first, c));
  const heldBy = first > 0 ? holdingPolygons(rollout, prepared, first - 1, outside) : [];
  const exits = outside.map((corner) => {
    const at = first * QUAD + 2 * pdmCorners.indexOf(corner);
    const leftPolygon = heldBy.find((p) => p.corners.includes(corner))?.token ?? null;
    const [x, y] = [rollout.corners[at], rollout.corners[at + 1]];
    return { step: first, timeS: first * STEP_S, corner, x, y, leftPolygon };
  });
  return { kind: 'drivable area', stretches, exits, ego: egoBox(rollout, first), heldBy };
}

/** The drivable polygons that hold corners of the ego box at a step, in the scene's order. `leaving`: corners that are off a step later. */
function holdingPolygons(
  rollout: Rollout,
  prepared: PreparedScene,
  step: number,
  leaving: readonly PdmCorner[],
): PdmHoldingPolygon[] {
  return Array.from(prepared.drivable).flatMap((index) => {
    const polygon = prepared.polygons[index];
    const corners = pdmCorners.filter((_, c) => holdsCorner(polygon, rollout, step, c));
    if (corners.length === 0) return [];
    const left = corners.some((corner) => leaving.includes(corner));
    const rings = polygon.rings.map((ring) => Array.from(ring));
    return [{ token: prepared.scene.polygons[index].token, corners, left, rings }];
  });
}

const holdsCorner = (polygon: IndexedPolygon, { corners }: Rollout, step: number, corner: number): boolean =>
  isInside(polygon, corners[step * QUAD + 2 * corner], corners[step * QUAD + 2 * corner + 1]);

const isOnRoad = ({ drivable, polygons }: PreparedScene, rollout: Rollout, step: number, corner: number): boolean =>
  drivable.some((index) => holdsCorner(polygons[index], rollout, step, corner));

export function directionEvidence(rollout: Rollout, version: PdmVersion): PdmDirectionEvidence {
  const travel = new Float64Array(STEPS);
  offRouteTravel(rollout, version, travel);
  const toStep = travel.reduce((best, metres, i) => (metres > travel[best] ? i : best), 0);
  return {
    kind: 'driving direction',
    travelM: Array.from(travel),
    compliantBelowM: LIMITS.directionCompliantM,
    violatedFromM: LIMITS.directionViolatedM,
    window:
      travel[toStep] > 0
        ? { fromStep: Math.max(0, toStep - LIMITS.directionWindowSteps), toStep, metres: travel[toStep] }
        : null,
  };
}

export function lightEvidence(rollout: Rollout, prepared: PreparedScene): PdmLightEvidence {
  const { scene, red } = prepared;
  const contact = firstRedContact(rollout, prepared);
  return {
    kind: 'traffic lights',
    contact: contact && {
      step: contact.step,
      timeS: contact.step * STEP_S,
      connectorId: scene.polygons[contact.polygon].token,
      ego: egoBox(rollout, contact.step),
      polygon: Array.from(scene.polygons[contact.polygon].rings[0]),
    },
    redConnectors: [...new Set(Array.from(red.polygons, (p) => scene.polygons[p].token))],
  };
}

/** `batch`: plan and, where there is one, reference, as they were normalised together. */
export function progressEvidence(
  plan: SubScores,
  reference: SubScores | null,
  rollout: Rollout,
  referenceRollout: Rollout | null,
  prepared: PreparedScene,
  version: PdmVersion,
): PdmProgressEvidence {
  return {
    kind: 'progress',
    rawM: plan.rawProgressM,
    referenceRawM: reference && reference.rawProgressM,
    normaliserM: progressNormaliser(reference ? [reference, plan] : [plan], version),
    minimumM: LIMITS.progressM,
    planM: progressByStep(rollout, prepared),
    referenceM: referenceRollout && progressByStep(referenceRollout, prepared),
  };
}

function progressByStep({ centres }: Rollout, prepared: PreparedScene): number[] {
  const nearest: Nearest = { distanceM: 0, alongM: 0, segment: 0 };
  let startM = 0;
  return Array.from({ length: STEPS }, (_, i) => {
    nearestOnLine(prepared.centreline, centres[2 * i], centres[2 * i + 1], nearest.segment, nearest);
    if (i === 0) startM = nearest.alongM;
    return nearest.alongM - startM;
  });
}

export function laneEvidence(rollout: Rollout, prepared: PreparedScene): PdmLaneEvidence {
  const deviation = new Float64Array(STEPS);
  laneDeviations(rollout, prepared, deviation);
  let longest: PdmLaneEvidence['run'] = null;
  let fromStep = 0;
  let samples = 0;
  for (let i = 0; i < STEPS; i++) {
    if (rollout.centreInIntersection[i] === 1) continue;
    if (!(deviation[i] > LIMITS.laneDeviationM)) samples = 0;
    else {
      if (samples === 0) fromStep = i;
      samples++;
      if (samples > (longest?.samples ?? 0)) longest = { fromStep, toStep: i, samples };
    }
  }
  return {
    kind: 'lane keeping',
    deviationM: Array.from(deviation),
    inIntersection: Array.from(rollout.centreInIntersection, (flag) => flag === 1),
    limitM: LIMITS.laneDeviationM,
    neededSteps: LIMITS.laneDeviationSteps,
    run: longest,
  };
}
