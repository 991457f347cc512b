import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectClass } from '../../../shared/domain/clip.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import { AGENT_STATE, EGO_VEHICLE, type AgentKind } from '../../sample-world/drive.ts';
import { timeOfStepS, type DriveFile, type SampleCamera } from '../../sample-world/write/sample/drive-file.ts';
import { POSTER_FILE } from '../../sample-world/write/sample/sample-folder.ts';
import {
  sensorFlags,
  type IndexedClip,
  type IndexedEgo,
  type IndexedObjects,
  type IndexedSensor,
  type IndexedSignal,
} from '../../workspace/index/indexed-clip.ts';
import { eventsOfClip } from '../clip/clip-events.ts';
import { egoMotion } from '../clip/manoeuvre.ts';
import { objectLabel } from '../clip/object-classes.ts';

/** Key frames as in the recordings that people review: 2 Hz. */
const KEY_FRAME_STEPS = 5;

const objectClasses: Record<AgentKind, ObjectClass> = {
  car: 'vehicle',
  van: 'vehicle',
  truck: 'vehicle',
  bus: 'vehicle',
  emergency: 'vehicle',
  bicycle: 'bicycle',
  pedestrian: 'pedestrian',
  child: 'pedestrian',
  animal: 'other',
  cone: 'cone',
  barrier: 'other',
  debris: 'other',
};

/** Where a drive lies in time and in the plane, so that drives of one data set do not lie on each other. */
export interface DrivePlace {
  startUs: number;
  offsetX: number;
  offsetY: number;
}

/** A sample drive as a clip. `root` is only asked which of its videos are there. */
export function clipOfDrive(root: string, drive: DriveFile, description: string, place: DrivePlace): IndexedClip {
  const timeOf = (step: number): number => place.startUs + Math.round(timeOfStepS(step) * 1e6);
  const timesUs = Float64Array.from({ length: drive.steps }, (_, step) => timeOf(step));
  const ego = egoOf(drive, timesUs, place);
  const keySteps = Array.from(
    { length: Math.floor((drive.steps - 1) / KEY_FRAME_STEPS) + 1 },
    (_, i) => i * KEY_FRAME_STEPS,
  );
  const signals = signalsOf(drive, timesUs);
  const { light, weather } = drive.environment;
  return {
    token: drive.name,
    name: drive.name,
    description,
    words: [
      ...new Set([
        drive.scenario,
        drive.placeKind,
        light,
        weather,
        drive.intent,
        ...(drive.fault ? [drive.fault] : []),
      ]),
    ],
    location: drive.placeKind,
    logName: drive.name,
    startUs: timesUs[0],
    endUs: timesUs[timesUs.length - 1],
    ...egoMotion(ego.timesUs, ego.globalFromEgo),
    frames: {
      tokens: keySteps.map((step) => `${drive.name}@${step}`),
      timesUs: Float64Array.from(keySteps, (step) => timesUs[step]),
      egoIndex: Int32Array.from(keySteps),
    },
    ego,
    sensors: drive.cameras.map((camera) => sensorOf(root, drive.name, camera, ego, place.startUs)),
    objects: objectsOf(drive, keySteps, place),
    signals,
    events: eventsOfClip(signals, ego),
    driving: {
      commands: keySteps.map((step) => drive.ego.commands[step]),
      routes: [drive.ego.routeIds.map((id) => idIn(drive, id))],
      routeOf: keySteps.map(() => 0),
      motion: keySteps.flatMap((step) => {
        const { speedMps, accelerationMps2, curvature } = drive.ego;
        return [speedMps[step], 0, accelerationMps2[step], speedMps[step] * speedMps[step] * curvature[step]];
      }),
    },
    lights: drive.lights.map(({ connectorId, states }) => ({
      connectorId: idIn(drive, connectorId),
      frames: keySteps.map((_, frame) => frame),
      states: keySteps.map((step) => states[step]),
    })),
    labels: drive.labels.map(({ group, name, firstStep, lastStep }) => ({
      group,
      name,
      startUs: timeOf(firstStep),
      endUs: timeOf(lastStep),
    })),
    guidance: drive.guidance.map(({ step, seen, advice }) => ({ timeUs: timeOf(step), seen, advice })),
    absences: [
      'No lidar and radar: the sample world has cameras only.',
      ...(drive.cameras.some((camera) => camera.video === null) ? ['No pictures: they were not made.'] : []),
    ],
  };
}

/** Ids of a drive's roads, made unique over the data set. */
export const idIn = (drive: DriveFile, id: string): string => `${drive.name}/${id}`;

function egoOf(drive: DriveFile, timesUs: Float64Array, { offsetX, offsetY }: DrivePlace): IndexedEgo {
  const { x, y, headingRad } = drive.ego;
  const globalFromEgo = new Float64Array(drive.steps * 7);
  for (let step = 0; step < drive.steps; step++) {
    const half = headingRad[step] / 2;
    globalFromEgo.set([x[step] + offsetX, y[step] + offsetY, 0, Math.cos(half), 0, 0, Math.sin(half)], step * 7);
  }
  return { timesUs, globalFromEgo, frontM: EGO_VEHICLE.frontM, rearM: EGO_VEHICLE.rearM, widthM: EGO_VEHICLE.widthM };
}

function sensorOf(root: string, name: string, camera: SampleCamera, ego: IndexedEgo, startUs: number): IndexedSensor {
  const { channel, title, widthPx, heightPx, intrinsic, lens, egoFromCamera, video, frames, frameStepS } = camera;
  const relativePath = video === null ? null : `${name}/${video}`;
  const file = relativePath === null ? undefined : statSync(join(root, relativePath), { throwIfNoEntry: false });
  const timesUs = Float64Array.from({ length: frames }, (_, i) => startUs + Math.round(i * frameStepS * 1e6));
  const globalFromEgo = new Float64Array(frames * 7);
  const keyEvery = KEY_FRAME_STEPS * 0.1;
  timesUs.forEach((timeUs, i) => {
    const at = nearestIndex(ego.timesUs, timeUs) * 7;
    globalFromEgo.set(ego.globalFromEgo.subarray(at, at + 7), i * 7);
  });
  const isKey = (i: number): boolean =>
    Math.abs((i * frameStepS) / keyEvery - Math.round((i * frameStepS) / keyEvery)) < 1e-6;
  return {
    channel,
    title,
    modality: 'camera',
    widthPx,
    heightPx,
    intrinsic,
    lens,
    egoFromSensor: egoFromCamera,
    timesUs,
    flags: Uint8Array.from(timesUs, (_, i) => (file ? sensorFlags.present : 0) | (isKey(i) ? sensorFlags.key : 0)),
    globalFromEgo,
    pathPatterns: [],
    patternOf: new Uint16Array(frames),
    ...(relativePath === null
      ? {}
      : { video: { relativePath, offset: 0, bytes: file?.size ?? 0, posterPath: `${name}/${POSTER_FILE}` } }),
  };
}

function signalsOf(drive: DriveFile, timesUs: Float64Array): IndexedSignal[] {
  const source = 'sample world';
  const { speedMps, accelerationMps2, steeringWheelRad, yawRateRadps } = drive.ego;
  return [
    { name: 'speed', unit: 'm/s', source, timesUs, values: Float64Array.from(speedMps) },
    { name: 'acceleration', unit: 'm/s²', source, timesUs, values: Float64Array.from(accelerationMps2) },
    { name: 'steering', unit: 'rad', source, timesUs, values: Float64Array.from(steeringWheelRad) },
    { name: 'yawRate', unit: 'rad/s', source, timesUs, values: Float64Array.from(yawRateRadps) },
  ];
}

function objectsOf(drive: DriveFile, keySteps: readonly number[], { offsetX, offsetY }: DrivePlace): IndexedObjects {
  const seen: Partial<Record<ObjectClass, number>> = {};
  const found = drive.agents.flatMap((agent) => {
    const frames = keySteps.flatMap((step, frame) =>
      step >= agent.firstStep && step <= agent.lastStep ? [frame] : [],
    );
    if (frames.length === 0) return [];
    const objectClass = objectClasses[agent.kind];
    const number = (seen[objectClass] = (seen[objectClass] ?? 0) + 1);
    return [{ agent, frames, objectClass, label: objectLabel(objectClass, number) }];
  });
  const rows = found.flatMap(({ agent, frames }) =>
    frames.map((frame) => {
      const [x, y, yaw, vx, vy] = agent.states.slice(
        (keySteps[frame] - agent.firstStep) * AGENT_STATE,
        (keySteps[frame] - agent.firstStep + 1) * AGENT_STATE,
      );
      return { frame, centre: [x + offsetX, y + offsetY, agent.heightM / 2], yaw, velocity: [vx, vy] };
    }),
  );
  return {
    tracks: found.map(({ agent, objectClass, label }) => ({
      trackId: agent.id,
      label,
      objectClass,
      category: agent.kind,
      sizeM: [agent.lengthM, agent.widthM, agent.heightM],
    })),
    counts: Uint32Array.from(found, ({ frames }) => frames.length),
    frames: Uint16Array.from(rows, (row) => row.frame),
    centres: Float64Array.from(rows.flatMap((row) => row.centre)),
    yaws: Float64Array.from(rows, (row) => row.yaw),
    velocities: Float32Array.from(rows.flatMap((row) => row.velocity)),
    attributeSet: new Uint16Array(rows.length),
    attributeSets: [[]],
    visibility: new Uint8Array(rows.length),
    visibilityLevels: [],
    lidarPoints: new Int32Array(rows.length).fill(-1),
  };
}
