/** Categories, how often they come (weights) and what moves how fast, m/s. */
export const categories: readonly { name: string; weight: number; size: [number, number, number]; speed: number }[] = [
  { name: 'vehicle.car', weight: 43, size: [1.95, 4.62, 1.73], speed: 7 },
  { name: 'human.pedestrian.adult', weight: 19, size: [0.67, 0.73, 1.77], speed: 1.3 },
  { name: 'movable_object.barrier', weight: 13, size: [2.53, 0.5, 0.98], speed: 0 },
  { name: 'movable_object.trafficcone', weight: 8, size: [0.41, 0.41, 1.07], speed: 0 },
  { name: 'vehicle.truck', weight: 8, size: [2.51, 6.93, 2.84], speed: 5 },
  { name: 'vehicle.motorcycle', weight: 2, size: [0.77, 2.11, 1.47], speed: 5 },
  { name: 'vehicle.bicycle', weight: 2, size: [0.6, 1.7, 1.28], speed: 3 },
  { name: 'vehicle.bus.rigid', weight: 2, size: [2.95, 11.19, 3.49], speed: 5 },
  { name: 'movable_object.debris', weight: 2, size: [0.5, 0.6, 0.4], speed: 0 },
  { name: 'animal', weight: 1, size: [0.4, 0.8, 0.6], speed: 1 },
];

export const attributes = [
  'vehicle.moving',
  'vehicle.stopped',
  'vehicle.parked',
  'cycle.with_rider',
  'cycle.without_rider',
  'pedestrian.moving',
  'pedestrian.standing',
  'pedestrian.sitting_lying_down',
] as const;

/** Attribute of a category in motion or at rest; −1 where it has none. */
export function attributeOf(category: string, isMoving: boolean): number {
  if (category.startsWith('human.')) return isMoving ? 5 : 6;
  if (category === 'vehicle.bicycle' || category === 'vehicle.motorcycle') return isMoving ? 3 : 4;
  if (category.startsWith('vehicle.')) return isMoving ? 0 : 2;
  return -1;
}

export const visibilityLevels = ['v0-40', 'v40-60', 'v60-80', 'v80-100'] as const;

/** Locations with mask sizes in m and origins of scenes. */
export const locations = [
  { name: 'singapore-onenorth', widthM: 1585.6, heightM: 2025 },
  { name: 'boston-seaport', widthM: 2979.5, heightM: 2118.1 },
  { name: 'singapore-queenstown', widthM: 3228.6, heightM: 3687.1 },
  { name: 'singapore-hollandvillage', widthM: 2808.3, heightM: 2922.9 },
] as const;

export const styleWords = {
  straight: 'Drive straight, parked cars, peds on sidewalk',
  left: 'Intersection, turn left, many peds',
  right: 'Turn right, bus, construction',
  stop: 'Wait at traffic light, following a van',
  parked: 'Parked, peds cross in front',
  brake: 'Jaywalker, hard brake, night',
} as const;
