import { nearestIndex } from '../../../shared/maths/track.ts';
import type { IndexedClip, IndexedEgo, IndexedSensor } from '../../workspace/index/indexed-clip.ts';
import type { Annotations } from './annotations.ts';
import { framesOfClip } from './clip-frames.ts';
import { objectsOfClip } from './clip-objects.ts';
import { sensorsOfClip, type SensorSources } from './clip-sensors.ts';
import { descriptionWords } from './description-words.ts';
import type { CanReader } from './can-files.ts';
import { eventsOfClip } from '../clip/clip-events.ts';
import { signalsOfClip } from './clip-signals.ts';
import type { Instances } from './instances.ts';
import { egoMotion } from '../clip/manoeuvre.ts';
import { rowsOfGroup, type RowGroups } from './row-groups.ts';
import type { Samples } from './samples.ts';
import type { Scene } from './small-tables.ts';

/** Renault Zoe: 4.084 m long, 1.730 m wide (nuScenes' own figures), rear axle 0.78 m before the rear end. */
const FOOTPRINT = { frontM: 3.3, rearM: 0.784, widthM: 1.73 } as const;

export interface SceneSources extends SensorSources {
  samples: Samples;
  samplesByScene: RowGroups;
  dataByScene: RowGroups;
  instances: Instances;
  annotations: Annotations;
  annotationsByScene: RowGroups;
  can: CanReader;
  /** Absences that all clips share, in words. */
  absences: string[];
}

/** The clip of one scene, good until the next is made. `row` is the scene's place in its table. */
export function clipOfScene(sources: SceneSources, scene: Scene, row: number): IndexedClip {
  const { samples, skipped, memory } = sources;
  memory.reset();
  const frames = framesOfClip(samples, rowsOfGroup(sources.samplesByScene, row), skipped);
  const dayUs = Date.parse(`${scene.log.date}T00:00:00Z`) * 1000 || 0;
  const startUs = frames.timesUs[0] ?? dayUs;
  const endUs = frames.timesUs[frames.timesUs.length - 1] ?? dayUs;
  const sensors = sensorsOfClip(sources, rowsOfGroup(sources.dataByScene, row), [startUs, endUs]);
  const ego = egoOf(sensors);
  const frameOf = new Map(Array.from(frames.rows, (sample, i) => [sample, i]));
  const objects = objectsOfClip(
    sources.annotations,
    rowsOfGroup(sources.annotationsByScene, row),
    sources.instances,
    (sample) => frameOf.get(sample) ?? -1,
    frames.timesUs,
    memory,
    skipped,
  );
  const { signals, absences } = signalsOfClip(sources.can, scene.name, ego, [startUs, endUs]);
  return {
    token: scene.token,
    name: scene.name,
    description: scene.description,
    words: descriptionWords(scene.description),
    location: scene.log.location,
    logName: scene.log.logName,
    startUs,
    endUs,
    ...egoMotion(ego.timesUs, ego.globalFromEgo),
    frames: {
      tokens: Array.from(frames.rows, (sample) => samples.tokens[sample]),
      timesUs: frames.timesUs,
      egoIndex: Int32Array.from(frames.timesUs, (timeUs) => nearestIndex(ego.timesUs, timeUs)),
    },
    ego,
    // The lidar's poses are the ego path itself; a radar's lie on it. Pictures keep their own: they are projected into.
    sensors: sensors.map((sensor) =>
      sensor.modality === 'camera' ? sensor : { ...sensor, globalFromEgo: new Float64Array(0) },
    ),
    objects,
    signals,
    events: eventsOfClip(signals, ego),
    absences: [...sources.absences, ...absences],
  };
}

/** The ego path: the poses of the lidar, which has the highest rate; without one, of the sensor with the most files. */
function egoOf(sensors: IndexedSensor[]): IndexedEgo {
  const withPoses = sensors.filter((sensor) => sensor.globalFromEgo.length > 0);
  const source =
    withPoses.find((sensor) => sensor.modality === 'lidar') ??
    withPoses.reduce<IndexedSensor | null>(
      (best, sensor) => (best && best.flags.length >= sensor.flags.length ? best : sensor),
      null,
    );
  const empty = new Float64Array(0);
  return { timesUs: source?.timesUs ?? empty, globalFromEgo: source?.globalFromEgo ?? empty, ...FOOTPRINT };
}
