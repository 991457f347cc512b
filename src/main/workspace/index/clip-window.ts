import type { FrameDriving, TrafficLightTrack } from '../../../shared/domain/clip.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import type { ClipAbout } from './clip-parts.ts';
import type {
  IndexedEgo,
  IndexedFrames,
  IndexedObjects,
  IndexedSensor,
  IndexedSignal,
  IndexedTrack,
} from './indexed-clip.ts';
import type { ClipWindow } from './staged-clip.ts';

/** Cuts the columns of a log down to the frames of one clip; frame numbers then count from the clip's first. */

type Span = readonly [fromUs: number, toUs: number];

/** Indices [first, end) of the times inside a span; `timesUs` rises. */
function rangeWithin(timesUs: Float64Array, [fromUs, toUs]: Span): [number, number] {
  let first = 0;
  while (first < timesUs.length && timesUs[first] < fromUs) first++;
  let end = first;
  while (end < timesUs.length && timesUs[end] <= toUs) end++;
  return [first, end];
}

/** The frames of the window; `ego` is the one already cut. */
export function cutFrames(
  frames: IndexedFrames,
  { firstFrame, lastFrame }: ClipWindow,
  ego: IndexedEgo,
): IndexedFrames {
  const timesUs = frames.timesUs.slice(firstFrame, lastFrame + 1);
  return {
    tokens: frames.tokens.slice(firstFrame, lastFrame + 1),
    timesUs,
    egoIndex: Int32Array.from(timesUs, (timeUs) => nearestIndex(ego.timesUs, timeUs)),
  };
}

/** The ego poses inside the span. */
export function cutEgo(ego: IndexedEgo, span: Span): IndexedEgo {
  const [first, end] = rangeWithin(ego.timesUs, span);
  return {
    ...ego,
    timesUs: ego.timesUs.slice(first, end),
    globalFromEgo: ego.globalFromEgo.slice(first * 7, end * 7),
  };
}

/** The pictures inside the span, and the number of the first one in the log. */
export function cutSensor(sensor: IndexedSensor, span: Span): { sensor: IndexedSensor; firstImage: number } {
  const [first, end] = rangeWithin(sensor.timesUs, span);
  const { timesUs, flags, globalFromEgo, patternOf } = sensor;
  return {
    firstImage: first,
    sensor: {
      ...sensor,
      timesUs: timesUs.slice(first, end),
      flags: flags.slice(first, end),
      globalFromEgo: globalFromEgo.slice(first * 7, end * 7),
      patternOf: patternOf.slice(first, end),
    },
  };
}

/** The samples of a signal inside the span. */
export function cutSignal(signal: IndexedSignal, span: Span): IndexedSignal {
  const [first, end] = rangeWithin(signal.timesUs, span);
  return { ...signal, timesUs: signal.timesUs.slice(first, end), values: signal.values.slice(first, end) };
}

/** The observations inside the window; tracks that have none are left out. */
export function cutObjects(objects: IndexedObjects, { firstFrame, lastFrame }: ClipWindow): IndexedObjects {
  const tracks: IndexedTrack[] = [];
  const counts: number[] = [];
  const rows: number[] = [];
  let from = 0;
  objects.tracks.forEach((track, t) => {
    const to = from + objects.counts[t];
    const before = rows.length;
    for (let row = from; row < to; row++) {
      const frame = objects.frames[row];
      if (frame >= firstFrame && frame <= lastFrame) rows.push(row);
    }
    from = to;
    if (rows.length === before) return;
    tracks.push(track);
    counts.push(rows.length - before);
  });
  return {
    ...objects,
    tracks,
    counts: Uint32Array.from(counts),
    frames: Uint16Array.from(rows, (row) => objects.frames[row] - firstFrame),
    centres: Float64Array.from(rows.flatMap((row) => Array.from(objects.centres.subarray(row * 3, row * 3 + 3)))),
    yaws: Float64Array.from(rows, (row) => objects.yaws[row]),
    velocities: Float32Array.from(rows.flatMap((row) => Array.from(objects.velocities.subarray(row * 2, row * 2 + 2)))),
    attributeSet: Uint16Array.from(rows, (row) => objects.attributeSet[row]),
    visibility: Uint8Array.from(rows, (row) => objects.visibility[row]),
    lidarPoints: Int32Array.from(rows, (row) => objects.lidarPoints[row]),
  };
}

/** What the log says about the window in lists and words. */
export function cutAbout(about: ClipAbout, window: ClipWindow, [fromUs, toUs]: Span): ClipAbout {
  const { firstFrame } = window;
  const within = ({ startUs, endUs }: { startUs: number; endUs: number }) => endUs >= fromUs && startUs <= toUs;
  return {
    ...about,
    decisions: window.decisions.map((frame) => frame - firstFrame),
    events: about.events.filter(({ timeUs, endUs }) => within({ startUs: timeUs, endUs: endUs ?? timeUs })),
    ...(about.driving ? { driving: cutDriving(about.driving, window) } : {}),
    ...(about.lights ? { lights: cutLights(about.lights, window) } : {}),
    ...(about.labels ? { labels: about.labels.filter(within) } : {}),
    ...(about.guidance ? { guidance: about.guidance.filter(({ timeUs }) => timeUs >= fromUs && timeUs <= toUs) } : {}),
  };
}

function cutDriving(driving: FrameDriving, { firstFrame, lastFrame }: ClipWindow): FrameDriving {
  const end = lastFrame + 1;
  const numbers = driving.routeOf.slice(firstFrame, end);
  const kept = [...new Set(numbers)].filter((route) => route >= 0);
  return {
    commands: driving.commands.slice(firstFrame, end),
    routes: kept.map((route) => driving.routes[route]),
    routeOf: numbers.map((route) => kept.indexOf(route)),
    motion: driving.motion?.slice(firstFrame * 4, end * 4) ?? null,
  };
}

function cutLights(lights: TrafficLightTrack[], { firstFrame, lastFrame }: ClipWindow): TrafficLightTrack[] {
  return lights.flatMap(({ connectorId, frames, states }) => {
    const seen = frames.flatMap((frame, i) => (frame >= firstFrame && frame <= lastFrame ? [i] : []));
    if (seen.length === 0) return [];
    return [{ connectorId, frames: seen.map((i) => frames[i] - firstFrame), states: seen.map((i) => states[i]) }];
  });
}
