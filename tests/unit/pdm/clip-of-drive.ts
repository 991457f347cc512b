import { AGENT_STATE, EGO_VEHICLE, STEP_S, type Agent, type Drive } from '../../../src/main/sample-world/drive.ts';
import type { ClipDetail, ObjectTrack } from '../../../src/shared/domain/clip.ts';

const objectClasses: Record<string, [ObjectTrack['objectClass'], string]> = {
  bicycle: ['bicycle', 'bicycle'],
  pedestrian: ['pedestrian', 'pedestrian'],
  child: ['pedestrian', 'pedestrian'],
  cone: ['cone', 'traffic_cone'],
  barrier: ['other', 'barrier'],
  animal: ['other', 'generic_object'],
  debris: ['other', 'generic_object'],
};

/** A drive of the sample world as a clip with a frame every half second, as the readers hand it out; no pictures. */
export function clipOfDrive(drive: Drive): ClipDetail {
  const stepsOfFrames = Array.from({ length: Math.floor((drive.steps - 1) / 5) + 1 }, (_, i) => i * 5);
  const timeUs = (step: number) => 1_700_000_000_000_000 + Math.round(step * STEP_S * 1e6);
  const { ego } = drive;
  return {
    clipId: 'test:drive',
    datasetId: 'test',
    datasetKind: 'navsim',
    token: drive.name,
    name: drive.name,
    description: '',
    location: '',
    logName: drive.name,
    startUs: timeUs(0),
    endUs: timeUs(drive.steps - 1),
    frames: stepsOfFrames.map((step, i) => ({ token: `${drive.name} ${i}`, timeUs: timeUs(step), egoIndex: i })),
    decisions: [],
    driving: {
      commands: stepsOfFrames.map((step) => ego.commands[step]),
      routes: [ego.routeIds],
      routeOf: stepsOfFrames.map(() => 0),
      motion: stepsOfFrames.flatMap((step) => [
        ego.speedMps[step],
        0,
        ego.accelerationMps2[step],
        ego.speedMps[step] * ego.yawRateRadps[step],
      ]),
    },
    cameras: [],
    lidar: null,
    ego: {
      timesUs: stepsOfFrames.map(timeUs),
      globalFromEgo: stepsOfFrames.flatMap((step) => {
        const half = ego.headingRad[step] / 2;
        return [ego.x[step], ego.y[step], 0, Math.cos(half), 0, 0, Math.sin(half)];
      }),
      ...EGO_VEHICLE,
    },
    objects: drive.agents.map((agent) => objectOf(agent, stepsOfFrames)).filter((object) => object.frames.length > 0),
    signals: [],
    events: [],
    lights: drive.lights.map((light) => ({
      connectorId: light.connectorId,
      frames: stepsOfFrames.map((_, i) => i),
      states: stepsOfFrames.map((step) => light.states[step]),
    })),
    labels: [],
    guidance: [],
    absences: [],
  };
}

function objectOf(agent: Agent, stepsOfFrames: readonly number[]): ObjectTrack {
  const frames = stepsOfFrames.flatMap((step, i) => (step >= agent.firstStep && step <= agent.lastStep ? [i] : []));
  const [objectClass, category] = objectClasses[agent.kind] ?? ['vehicle', 'vehicle'];
  const state = (frame: number, k: number) => agent.states[(stepsOfFrames[frame] - agent.firstStep) * AGENT_STATE + k];
  return {
    trackId: agent.id,
    label: agent.id,
    objectClass,
    category,
    sizeM: [agent.lengthM, agent.widthM, agent.heightM],
    frames,
    centres: frames.flatMap((f) => [state(f, 0), state(f, 1), 0]),
    yaws: frames.map((f) => state(f, 2)),
    velocities: frames.flatMap((f) => [state(f, 3), state(f, 4)]),
    attributes: frames.map(() => []),
    visibility: frames.map(() => null),
    lidarPoints: frames.map(() => -1),
  };
}
