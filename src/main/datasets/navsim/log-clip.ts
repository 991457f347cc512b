import type { ClipEvent, FrameDriving, TrafficLightTrack } from '../../../shared/domain/clip.ts';
import type { IndexedClip, IndexedSignal, IndexedWindow } from '../../workspace/index/indexed-clip.ts';
import { egoMotion } from '../clip/manoeuvre.ts';
import { signalsFromPoses } from '../clip/ego-signals.ts';
import type { SkippedRows } from '../clip/skipped-rows.ts';
import type { LogFrame } from './log-frame.ts';
import { objectsOfFrames } from './log-objects.ts';
import { sensorsOfFrames } from './log-sensors.ts';
import type { SensorFiles } from './sensor-files.ts';
import { windowsOf, type Stretch } from './windows.ts';

/** nuPlan's Chrysler Pacifica, m (nuplan-devkit `get_pacifica_parameters`). */
const FOOTPRINT = { frontM: 4.049, rearM: 1.127, widthM: 2.297 } as const;
/** Frames follow each other after 0.5 s; from this on something is missing between them. */
const GAP_US = 800_000;

interface StretchSources {
  logName: string;
  frames: readonly LogFrame[];
  files: SensorFiles;
  skipped: SkippedRows;
}

/** One stretch of a log with the samples that are cut out of it. `row` is its number in the log. */
export function clipOfStretch(
  { logName, frames: all, files, skipped }: StretchSources,
  stretch: Stretch,
  row: number,
): { log: IndexedClip; windows: IndexedWindow[] } {
  const frames = all.slice(stretch.from, stretch.to);
  const log = clipOfFrames(frames, { token: `${logName}~${row}`, name: logName, logName }, files, skipped);
  const nameOf = (frame: number) => `${logName} ${String(frame).padStart(4, '0')}`;
  return { log, windows: windowsOf(stretch, all, log.frames.timesUs, log.ego.globalFromEgo, nameOf) };
}

/** Consecutive frames as one clip. */
export function clipOfFrames(
  frames: readonly LogFrame[],
  names: { token: string; name: string; logName: string },
  files: SensorFiles,
  skipped: SkippedRows,
): IndexedClip {
  const timesUs = Float64Array.from(frames, (frame) => frame.timeUs);
  const driven = frames.filter((frame) => !frame.isWithoutEgo);
  const ego = { timesUs: timesUs.slice(0, driven.length), ...FOOTPRINT };
  const globalFromEgo = Float64Array.from(driven.flatMap((frame) => frame.globalFromEgo));
  const { sensors, absences } = sensorsOfFrames(frames, files);
  return {
    ...names,
    description: '',
    words: [],
    location: frames[0].location,
    startUs: timesUs[0],
    endUs: timesUs[timesUs.length - 1],
    ...egoMotion(ego.timesUs, globalFromEgo),
    frames: {
      tokens: frames.map((frame) => frame.token),
      timesUs,
      egoIndex: Int32Array.from(frames, (_, i) => Math.min(i, driven.length - 1)),
    },
    ego: { ...ego, globalFromEgo },
    sensors,
    objects: objectsOfFrames(frames, skipped),
    signals: signalsOf(driven, ego.timesUs, globalFromEgo),
    events: gapsOf(timesUs),
    driving: drivingOf(frames),
    lights: lightsOf(frames),
    absences: [...absences, ...absencesOf(frames)],
  };
}

/** Speed and acceleration as recorded, yaw rate from the poses. */
function signalsOf(frames: readonly LogFrame[], timesUs: Float64Array, poses: Float64Array): IndexedSignal[] {
  const recorded = (component: number) => Float64Array.from(frames, (frame) => frame.motion[component]);
  const source = 'log, ego_dynamic_state';
  return [
    { name: 'speed', unit: 'm/s', source, timesUs, values: recorded(0) },
    { name: 'acceleration', unit: 'm/s²', source, timesUs, values: recorded(2) },
    ...signalsFromPoses(timesUs, poses).filter((signal) => signal.name === 'yawRate'),
  ];
}

function gapsOf(timesUs: Float64Array): ClipEvent[] {
  const gaps: ClipEvent[] = [];
  for (let i = 1; i < timesUs.length; i++) {
    const gapUs = timesUs[i] - timesUs[i - 1];
    if (gapUs <= GAP_US) continue;
    const text = `Frames are missing here: ${(gapUs / 1e6).toFixed(1)} s lie between two that follow each other in the log.`;
    gaps.push({ timeUs: timesUs[i - 1], endUs: timesUs[i], kind: 'gap', text });
  }
  return gaps;
}

function drivingOf(frames: readonly LogFrame[]): FrameDriving {
  const rows = new Map<string, number>();
  const routes: string[][] = [];
  const routeOf = frames.map(({ route }) => {
    if (route.length === 0) return -1;
    const key = route.join(' ');
    const known = rows.get(key);
    if (known !== undefined) return known;
    rows.set(key, routes.length);
    return routes.push(route) - 1;
  });
  return {
    commands: frames.map((frame) => frame.command),
    routes,
    routeOf,
    motion: frames.flatMap((frame) => Array.from(frame.motion)),
  };
}

function lightsOf(frames: readonly LogFrame[]): TrafficLightTrack[] {
  const tracks = new Map<string, TrafficLightTrack>();
  frames.forEach(({ lights }, frame) => {
    for (const { connectorId, isRed } of lights) {
      let track = tracks.get(connectorId);
      if (!track) tracks.set(connectorId, (track = { connectorId, frames: [], states: [] }));
      // The last word on a connector counts, as in a dictionary.
      if (track.frames.at(-1) === frame) track.states[track.states.length - 1] = isRed ? 'red' : 'not-red';
      else {
        track.frames.push(frame);
        track.states.push(isRed ? 'red' : 'not-red');
      }
    }
  });
  return [...tracks.values()];
}

function absencesOf(frames: readonly LogFrame[]): string[] {
  const absences: string[] = [];
  const unrouted = frames.filter((frame) => frame.route.length === 0).length;
  if (unrouted > 0)
    absences.push(
      `No route at ${unrouted} of ${frames.length} frames of this stretch of the log: samples there have no PDM score.`,
    );
  if (frames.every((frame) => frame.boxes === null))
    absences.push('No annotations: this split is published without them.');
  return absences;
}
