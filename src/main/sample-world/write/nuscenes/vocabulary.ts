import { agentSignals, type Agent } from '../../drive.ts';
import type { AgentState } from '../drive-states.ts';

/** Categories of nuScenes, all 23, with our own words. */
export const categories: readonly (readonly [name: string, description: string])[] = [
  ['animal', 'Animals of any kind.'],
  ['human.pedestrian.adult', 'A grown-up on foot.'],
  ['human.pedestrian.child', 'A child on foot.'],
  ['human.pedestrian.construction_worker', 'A worker on a building site.'],
  ['human.pedestrian.personal_mobility', 'Someone on a small personal vehicle.'],
  ['human.pedestrian.police_officer', 'A police officer on foot.'],
  ['human.pedestrian.stroller', 'A stroller.'],
  ['human.pedestrian.wheelchair', 'Someone in a wheelchair.'],
  ['movable_object.barrier', 'A barrier put up for a time.'],
  ['movable_object.debris', 'Something on the road that does not belong there.'],
  ['movable_object.pushable_pullable', 'Something that people push or pull.'],
  ['movable_object.trafficcone', 'A traffic cone.'],
  ['static_object.bicycle_rack', 'A place to park bicycles.'],
  ['vehicle.bicycle', 'A bicycle, with or without rider.'],
  ['vehicle.bus.bendy', 'A bus of two or more jointed parts.'],
  ['vehicle.bus.rigid', 'A bus in one piece.'],
  ['vehicle.car', 'A car or van.'],
  ['vehicle.construction', 'A vehicle for building work.'],
  ['vehicle.emergency.ambulance', 'An ambulance.'],
  ['vehicle.emergency.police', 'A police vehicle.'],
  ['vehicle.motorcycle', 'A motorcycle or scooter.'],
  ['vehicle.trailer', 'A trailer.'],
  ['vehicle.truck', 'A truck.'],
];

export const attributes: readonly (readonly [name: string, description: string])[] = [
  ['cycle.with_rider', 'Somebody rides it.'],
  ['cycle.without_rider', 'Nobody rides it.'],
  ['pedestrian.moving', 'Walks or runs.'],
  ['pedestrian.sitting_lying_down', 'Sits or lies.'],
  ['pedestrian.standing', 'Stands.'],
  ['vehicle.moving', 'Drives.'],
  ['vehicle.parked', 'Stands and will stay.'],
  ['vehicle.stopped', 'Stands and will drive on.'],
];

/** Tokens "1" to "4" by the share of the object that is not hidden. */
export const visibilities: readonly (readonly [token: string, level: string, description: string])[] = [
  ['1', 'v0-40', '0 to 40 % of the object can be seen'],
  ['2', 'v40-60', '40 to 60 % of the object can be seen'],
  ['3', 'v60-80', '60 to 80 % of the object can be seen'],
  ['4', 'v80-100', '80 to 100 % of the object can be seen'],
];

export const visibilityToken = (share: number): string =>
  share > 0.8 ? '4' : share > 0.6 ? '3' : share > 0.4 ? '2' : '1';

const categoryOfKind = {
  car: 'vehicle.car',
  van: 'vehicle.car',
  truck: 'vehicle.truck',
  bus: 'vehicle.bus.rigid',
  emergency: 'vehicle.emergency.ambulance',
  bicycle: 'vehicle.bicycle',
  pedestrian: 'human.pedestrian.adult',
  child: 'human.pedestrian.child',
  animal: 'animal',
  cone: 'movable_object.trafficcone',
  barrier: 'movable_object.barrier',
  debris: 'movable_object.debris',
} as const satisfies Record<Agent['kind'], string>;

export const categoryOf = (agent: Agent): string => categoryOfKind[agent.kind];

const MOVING_MPS = 0.2;

/** The attribute of an agent at a step; null for things that have none. */
export function attributeOf(agent: Agent, state: AgentState, movesEver: boolean): string | null {
  const category = categoryOf(agent);
  const isMoving = Math.hypot(state.vx, state.vy) > MOVING_MPS;
  if (category === 'vehicle.bicycle') return 'cycle.with_rider';
  if (category.startsWith('human.')) return isMoving ? 'pedestrian.moving' : 'pedestrian.standing';
  if (!category.startsWith('vehicle.')) return null;
  if (isMoving) return 'vehicle.moving';
  const isWaiting = movesEver || (state.signals & agentSignals.brake) !== 0;
  return isWaiting ? 'vehicle.stopped' : 'vehicle.parked';
}
