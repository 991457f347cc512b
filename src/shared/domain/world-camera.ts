/** Front cameras by the names that publishers gave them; a second, narrower one may look ahead just as straight. */
const frontChannels = ['CAM_FRONT', 'CAM_F0', 'camera_front_wide_120fov'];

/** The camera of a rig that world models are shown, by its name; null where no name is known and the straightest counts. */
export const frontByName = <C extends { channel: string }>(cameras: readonly C[]): C | null =>
  frontChannels.map((name) => cameras.find(({ channel }) => channel === name)).find((camera) => camera) ?? null;
