import { readPickle } from '../pickle/read-pickle.ts';
import { boxesOf, camerasOf, commandOf, lightsOf, locationOf, type LogFrame } from './log-frame.ts';
import { navsimProblem } from './navsim-problem.ts';
import { PickledFields } from './pickled-fields.ts';
import { futureFrames } from './scene-future.ts';
import { devkitGlobals } from './devkit-records.ts';

/** A synthetic scene of the second stage: one sample with frames of its own. */
export interface SyntheticScene {
  /** Token of the current frame: 17 characters, which is how the devkit tells synthetic ones. */
  token: string;
  sceneToken: string;
  logName: string;
  /** The scene of the same time in the original log. */
  originalToken: string | null;
  /** Index of the current frame. */
  current: number;
  frames: LogFrame[];
}

/** Reads a pickle of `synthetic_scene_pickles`. Throws ProblemError `pickle.…` or `navsim.malformed`. */
export function readSyntheticScene(bytes: Buffer, file: string): SyntheticScene {
  const scene = new PickledFields(readPickle(bytes, { file, allowed: devkitGlobals }), file, 'scene');
  const about = scene.fields('scene_metadata');
  const location = locationOf(about.text('map_name'));
  const frames = scene
    .list('frames')
    .map((value, i) => frameOfScene(new PickledFields(value, file, `frame ${i}`), location));
  const current = about.number('num_history_frames') - 1;
  if (!(current >= 0 && current < frames.length) || !frames.every((f, i) => i === 0 || f.timeUs > frames[i - 1].timeUs))
    throw navsimProblem(
      'malformed',
      'The file is no scene',
      file,
      'its frames do not rise in time up to the current one',
    );
  return {
    token: about.text('initial_token'),
    sceneToken: about.text('scene_token'),
    logName: about.text('log_name'),
    originalToken: about.textOrNull('corresponding_original_scene'),
    current,
    frames: [...frames, ...futureFrames(scene, frames[frames.length - 1])],
  };
}

/** Frames of scenes hold a pose on the plane and no calibration of the lidar: it is taken to be the ego frame. */
function frameOfScene(f: PickledFields, location: string): LogFrame {
  const status = f.fields('ego_status');
  const [x, y, heading] = Array.from(status.numbers('ego_pose', 3));
  return {
    token: f.text('token'),
    timeUs: f.number('timestamp'),
    location,
    route: f.has('roadblock_ids') ? f.texts('roadblock_ids') : [],
    globalFromEgo: [x, y, 0, Math.cos(heading / 2), 0, 0, Math.sin(heading / 2)],
    headingRad: heading,
    motion: [...Array.from(status.numbers('ego_velocity', 2)), ...Array.from(status.numbers('ego_acceleration', 2))],
    command: commandOf(status),
    lights: f.has('traffic_lights') ? lightsOf(f) : [],
    egoFromLidar: [0, 0, 0, 1, 0, 0, 0],
    lidarPath: null,
    cameras: f.has('camera_dict') ? camerasOf(f.fields('camera_dict'), (key) => key.toUpperCase()) : [],
    boxes: f.has('annotations')
      ? boxesOf(f.fields('annotations'), { boxes: 'boxes', names: 'names', velocities: 'velocity_3d' })
      : null,
  };
}
