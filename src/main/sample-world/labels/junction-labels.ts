import type { DriveLabel } from '../drive.ts';
import type { LightState } from '../../../shared/domain/clip.ts';
import type { Segment } from '../traffic/network.ts';
import { freePath } from '../traffic/make-path.ts';
import { projectOnto } from '../traffic/path.ts';
import { EGO_FRONT_M, type Situation } from './situation.ts';
import { spansWhere } from './spans.ts';

const LIGHT_M = 55;
const SIGN_M = 32;
const LEFT_RAD = 0.7;

/** The ruled connector of the ego's way that is next or under it at a step, and how far its front is from it (negative inside), m. */
export interface JunctionAhead {
  connector: Segment;
  distanceM: number;
  control: 'light' | 'stop' | 'yield' | 'none';
}

/** For each step the junction ahead, by where the ego's way enters and leaves the connectors of its route. */
export function junctionsAhead(situation: Situation): (JunctionAhead | null)[] {
  const { drive, way, egoM, byId } = situation;
  const route = new Set(drive.ego.routeIds);
  const passages: { connector: Segment; fromM: number; toM: number; control: JunctionAhead['control'] }[] = [];
  for (const priority of drive.place.priorities) {
    const connector = byId.get(priority.connectorId);
    if (!connector || !route.has(connector.blockId)) continue;
    const own = freePath(connector.line, 10);
    const n = connector.line.length;
    const start = projectOnto(way, connector.line[0], connector.line[1], 0, way.lengthM);
    const end = projectOnto(way, connector.line[n - 2], connector.line[n - 1], start.atM, start.atM + own.lengthM + 15);
    if (Math.abs(start.leftM) > 1.7 || Math.abs(end.leftM) > 1.7 || end.atM < start.atM + own.lengthM * 0.6) continue;
    if (
      Math.cos(
        start.headingRad - Math.atan2(connector.line[3] - connector.line[1], connector.line[2] - connector.line[0]),
      ) < 0.8
    )
      continue;
    passages.push({ connector, fromM: start.atM, toM: end.atM, control: priority.control });
  }
  passages.sort((a, b) => a.fromM - b.fromM);
  return Array.from({ length: drive.steps }, (_, step) => {
    const next = passages.find((passage) => passage.toM > egoM[step] + 0.5);
    if (!next) return null;
    return { connector: next.connector, distanceM: next.fromM - egoM[step] - EGO_FRONT_M, control: next.control };
  });
}

/** The state of the light ahead within sight; null where there is none or it has been passed. */
export function lightAhead(situation: Situation, junction: JunctionAhead | null, step: number): LightState | null {
  if (!junction || junction.control !== 'light' || junction.distanceM < -1 || junction.distanceM > LIGHT_M) return null;
  const phases = situation.drive.lights.find((one) => one.connectorId === junction.connector.id);
  return phases?.states[step] ?? null;
}

/** Labels of the junctions that a drive comes to; `junctions` has one entry a step. */
export function junctionLabels(situation: Situation, junctions: readonly (JunctionAhead | null)[]): DriveLabel[] {
  const { drive } = situation;
  const { steps, place } = drive;
  const light = (state: LightState) => (step: number) => lightAhead(situation, junctions[step], step) === state;
  const yieldsTo = new Map(place.priorities.map((one) => [one.connectorId, one.yieldsToIds.length]));
  return [
    ...spansWhere('intersection', 'unprotected left turn', steps, (step) => {
      const junction = junctions[step];
      if (!junction || junction.connector.turnRad < LEFT_RAD || junction.distanceM > 25) return false;
      return place.kind !== 'roundabout' && (yieldsTo.get(junction.connector.id) ?? 0) > 0;
    }),
    ...spansWhere('intersection', 'roundabout', steps, (step) => {
      if (place.kind !== 'roundabout') return false;
      return Math.hypot(drive.ego.x[step], drive.ego.y[step]) < 45;
    }),
    ...spansWhere('intersection', 'stop sign', steps, (step) => {
      const junction = junctions[step];
      return junction?.control === 'stop' && junction.distanceM < SIGN_M;
    }),
    ...spansWhere('intersection', 'red light', steps, light('red')),
    ...spansWhere('intersection', 'yellow light', steps, light('yellow')),
    ...spansWhere('intersection', 'green light', steps, light('green')),
  ];
}
