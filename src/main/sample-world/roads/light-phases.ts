import type { LightState } from '../../../shared/domain/clip.ts';
import type { LaneConnector, RoadMap } from '../../../shared/domain/road-map.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';
import { STEP_S, type LightPhases, type Place } from '../drive.ts';
import type { Random } from '../random.ts';
import { conflictBetween } from './conflicts.ts';

const AMBER_S = 3;
const LEFT_RAD = 0.7;

/** Heading at the end less heading at the start, rad. */
function turnAngle({ centreline: c }: LaneConnector): number {
  const n = c.length;
  return wrapAngle(Math.atan2(c[n - 1] - c[n - 3], c[n - 2] - c[n - 4]) - Math.atan2(c[3] - c[1], c[2] - c[0]));
}

/** Connectors with lights, by intersection. */
function signalledGroups(place: Place): LaneConnector[][] {
  const lit = new Set(place.priorities.filter(({ control }) => control === 'light').map((p) => p.connectorId));
  const intersectionOf = new Map(place.roads.roadblockConnectors.map((block) => [block.id, block.intersectionId]));
  const groups = new Map<string, LaneConnector[]>();
  for (const connector of place.roads.connectors) {
    if (!lit.has(connector.id)) continue;
    const key = intersectionOf.get(connector.roadblockConnectorId) ?? connector.roadblockConnectorId;
    groups.set(key, [...(groups.get(key) ?? []), connector]);
  }
  return [...groups.values()];
}

/**
 * Signal groups: what always turns green together. The left turns of an arm are a group of their own where they have a
 * lane of their own; else the arm is one group. Ways straight on come first, so that stages are built around them.
 */
export function signalGroups(roads: RoadMap, connectors: readonly LaneConnector[]): LaneConnector[][] {
  const roadblockOf = new Map(roads.lanes.map((lane) => [lane.id, lane.roadblockId]));
  const arms = new Map<string, LaneConnector[]>();
  for (const connector of connectors) {
    const arm = roadblockOf.get(connector.fromLaneId) ?? '';
    arms.set(arm, [...(arms.get(arm) ?? []), connector]);
  }
  const first: LaneConnector[][] = [];
  const second: LaneConnector[][] = [];
  for (const arm of arms.values()) {
    const left = arm.filter((connector) => turnAngle(connector) > LEFT_RAD);
    const rest = arm.filter((connector) => !left.includes(connector));
    const shared = rest.some((connector) => left.some((other) => other.fromLaneId === connector.fromLaneId));
    if (shared || left.length === 0 || rest.length === 0) first.push(arm);
    else {
      first.push(rest);
      second.push(left);
    }
  }
  return [...first, ...second];
}

const compatible = (a: readonly LaneConnector[], b: readonly LaneConnector[]): boolean =>
  a.every((own) => b.every((other) => ['diverging', undefined].includes(conflictBetween(own, other)?.kind)));

/** Sets of groups that may be green at once: each group joins the first stage it has no conflict with. */
function lightStages(place: Place, connectors: readonly LaneConnector[]): LaneConnector[][] {
  const stages: LaneConnector[][] = [];
  for (const group of signalGroups(place.roads, connectors)) {
    const stage = stages.find((other) => compatible(group, other));
    if (stage === undefined) stages.push([...group]);
    else stage.push(...group);
  }
  return stages;
}

/**
 * Lights of a place over a drive, by fixed times: each stage is green for 7 to 15 s, amber for 3 s, then everything is red
 * for 1 to 2 s. Where only people or trains cross, they have the red of one stage to themselves. The cycle starts anywhere.
 */
export function lightPhases(place: Place, steps: number, random: Random): LightPhases[] {
  return signalledGroups(place).flatMap((connectors) => {
    const stages = lightStages(place, connectors);
    const allRedS = random.between(1, 2);
    const alone = stages.length === 1;
    const plan = stages.map((stage) => {
      const greenS = alone ? random.between(10, 18) : random.between(7, 15);
      return { ids: new Set(stage.map(({ id }) => id)), greenS, lengthS: greenS + AMBER_S + allRedS };
    });
    if (alone) plan.push({ ids: new Set(), greenS: 0, lengthS: random.between(8, 16) });
    const cycleS = plan.reduce((sum, { lengthS }) => sum + lengthS, 0);
    const offsetS = random.between(0, cycleS);
    const stateAt = (id: string, timeS: number): LightState => {
      let into = (timeS + offsetS) % cycleS;
      for (const { ids, greenS, lengthS } of plan) {
        if (into < lengthS)
          return !ids.has(id) || into >= greenS + AMBER_S ? 'red' : into < greenS ? 'green' : 'yellow';
        into -= lengthS;
      }
      return 'red';
    };
    return connectors.map(({ id }) => ({
      connectorId: id,
      states: Array.from({ length: steps }, (_, step) => stateAt(id, step * STEP_S)),
    }));
  });
}
