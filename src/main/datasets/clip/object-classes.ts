import type { ObjectClass } from '../../../shared/domain/clip.ts';

/** First match wins; what matches none is `other` (barriers, debris, animals, bicycle racks, …). */
const rules: readonly (readonly [prefix: string, objectClass: ObjectClass])[] = [
  ['human.', 'pedestrian'],
  ['vehicle.bicycle', 'bicycle'],
  ['vehicle.motorcycle', 'bicycle'],
  ['vehicle.', 'vehicle'],
  ['movable_object.trafficcone', 'cone'],
];

/** The class an object is drawn and named by, from its dotted nuScenes category. Motorcycles ride with bicycles. */
export const objectClassOf = (category: string): ObjectClass =>
  rules.find(([prefix]) => category.startsWith(prefix))?.[1] ?? 'other';

const shortNames: Record<ObjectClass, (n: number) => string> = {
  pedestrian: (n) => `ped ${String(n).padStart(2, '0')}`,
  vehicle: (n) => `veh ${String(n).padStart(2, '0')}`,
  bicycle: (n) => `bic ${String(n).padStart(2, '0')}`,
  cone: (n) => `cone ${n}`,
  other: (n) => `obj ${n}`,
};

/** The short name of the n-th object (from 1) of its class in a clip. */
export const objectLabel = (objectClass: ObjectClass, n: number): string => shortNames[objectClass](n);
