import type { PdmEgoState, PdmPlan, PdmScene, PdmTrack } from '../../../src/main/metrics/pdm/scene.ts';

export type Random = () => number;
/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const between = (random: Random, low: number, high: number) => low + random() * (high - low);

/** A plan that drives somewhere: a start speed, accelerations and turns that change from pose to pose. */
export function randomPlan(random: Random, speedMps: number): PdmPlan {
  const poses = new Float64Array(24);
  let [x, y, heading, speed] = [0, 0, 0, speedMps];
  for (let i = 0; i < 8; i++) {
    speed = Math.max(0, speed + between(random, -2.5, 2));
    heading += between(random, -0.12, 0.12);
    x += 0.5 * speed * Math.cos(heading);
    y += 0.5 * speed * Math.sin(heading);
    poses.set([x, y, heading], 3 * i);
  }
  return { poses, intervalS: 0.5 };
}

export function randomTrack(random: Random, token: string): PdmTrack {
  const kinds = ['vehicle', 'pedestrian', 'bicycle', 'traffic_cone', 'barrier'] as const;
  const kind = kinds[Math.floor(random() * kinds.length)];
  const isStatic = kind === 'traffic_cone' || kind === 'barrier' || random() < 0.3;
  const heading = between(random, -3, 3);
  const speed = isStatic ? 0 : between(random, 0, 9);
  const [x, y] = [between(random, -15, 55), between(random, -8, 8)];
  const first = Math.floor(between(random, 0, 4));
  const frames = new Float64Array(55).fill(NaN);
  for (let f = first; f < 11; f++) {
    const way = speed * 0.5 * f;
    const [c, s] = [Math.cos(heading), Math.sin(heading)];
    frames.set([x + way * c, y + way * s, heading, speed * c, speed * s], 5 * f);
  }
  return { token, kind, lengthM: between(random, 0.4, 6), widthM: between(random, 0.4, 2.4), frames };
}

/** A road with three lanes, an intersection across it, some traffic and sometimes a red light; the ego at the origin. */
export function randomScene(random: Random, name: string): PdmScene {
  const speed = between(random, 0, 15);
  const ego: PdmEgoState = {
    timeUs: 10_000_000,
    x: 0,
    y: 0,
    heading: 0,
    vx: speed,
    vy: 0,
    ax: between(random, -1, 1),
    ay: 0,
    steering: 0,
    steeringRate: 0,
    yawRate: 0,
    yawAcceleration: 0,
  };
  const past = [-1.5, -1, -0.5, 0].map((s) => (s === 0 ? ego : { ...ego, timeUs: 10_000_000 + s * 1e6, x: s * speed }));
  const box = (x0: number, y0: number, x1: number, y1: number) => Float64Array.from([x0, y0, x1, y0, x1, y1, x0, y1]);
  const junction = between(random, 12, 30);
  const lane = (token: string, y: number) => [
    { token, kind: 'LANE' as const, rings: [box(-40, y - 1.75, junction, y + 1.75)] },
    {
      token: `${token}_on`,
      kind: 'LANE_CONNECTOR' as const,
      rings: [box(junction, y - 1.75, junction + 15, y + 1.75)],
    },
    { token: `${token}_far`, kind: 'LANE' as const, rings: [box(junction + 15, y - 1.75, 90, y + 1.75)] },
  ];
  const points = Float64Array.from({ length: 262 }, (_, i) => (i % 2 === 0 ? -40 + i / 2 : 0));
  const reference = Float64Array.from({ length: 153 }, (_, i) =>
    i % 3 === 0 ? (i / 3) * 0.1 * Math.max(speed, 3) : 0,
  );
  return {
    name,
    sceneType: 'original',
    vehicle: { widthM: 2.297, lengthM: 5.176, wheelBaseM: 3.089, rearAxleToCentreM: 1.461 },
    ego,
    past,
    previousEgo: past[2],
    centreline: points,
    routeLaneIds: ['b', 'b_on', 'b_far'],
    polygons: [
      { token: 'rb0', kind: 'ROADBLOCK', rings: [box(-40, -1.75, junction, 5.25)] },
      { token: 'rb1', kind: 'ROADBLOCK', rings: [box(-40, -5.25, junction, -1.75)] },
      { token: 'rb2', kind: 'ROADBLOCK', rings: [box(junction + 15, -5.25, 90, 5.25)] },
      ...lane('a', 3.5),
      ...lane('b', 0),
      ...lane('c', -3.5),
      { token: 'x', kind: 'INTERSECTION', rings: [box(junction, -20, junction + 15, 20)] },
    ],
    tracks: Array.from({ length: Math.floor(random() * 6) }, (_, i) => randomTrack(random, `t${i}`)),
    redConnectors: Array.from({ length: 11 }, () => (random() < 0.2 ? ['b_on'] : [])),
    reference: { kind: 'given', poses: reference },
    human: {
      poses: Float64Array.from({ length: 24 }, (_, i) => (i % 3 === 0 ? (i / 3 + 1) * 0.5 * speed : 0)),
      intervalS: 0.5,
    },
    absent: {},
    traffic: 'log-replay',
    notes: [],
  };
}

/** The scene turned about the origin and shifted; plans are in the ego frame and stay as they are. */
export function moved(scene: PdmScene, angle: number, dx: number, dy: number): PdmScene {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const place = (x: number, y: number): [number, number] => [c * x - s * y + dx, s * x + c * y + dy];
  const points = (flat: Float64Array, width: number) =>
    flat.map((_, i) => {
      const at = i - (i % width);
      const k = i % width;
      if (k < 2) return place(flat[at], flat[at + 1])[k];
      if (k === 2) return flat[i] + angle;
      return k === 3 ? c * flat[at + 3] - s * flat[at + 4] : s * flat[at + 3] + c * flat[at + 4];
    });
  const state = (e: PdmEgoState): PdmEgoState => {
    const [x, y] = place(e.x, e.y);
    return { ...e, x, y, heading: e.heading + angle };
  };
  return {
    ...scene,
    ego: state(scene.ego),
    past: scene.past.map(state),
    previousEgo: scene.previousEgo && state(scene.previousEgo),
    centreline: points(scene.centreline, 2),
    polygons: scene.polygons.map((p) => ({ ...p, rings: p.rings.map((ring) => points(ring, 2)) })),
    tracks: scene.tracks.map((t) => ({ ...t, frames: points(t.frames, 5) })),
    reference: scene.reference && { ...scene.reference, poses: points(scene.reference.poses, 3) },
  };
}
