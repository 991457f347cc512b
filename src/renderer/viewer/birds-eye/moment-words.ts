import type { ObjectClass } from '../../../shared/domain/clip.ts';
import { fixed, plural } from '../../ui/numbers.ts';
import type { Box } from '../scene/box-track.ts';
import type { ClipScene } from '../scene/clip-scene.ts';
import type { Moment } from './moment.ts';

const NEAR_M = 50;
const nouns: Record<ObjectClass, [string, string]> = {
  vehicle: ['vehicle', 'vehicles'],
  pedestrian: ['pedestrian', 'pedestrians'],
  bicycle: ['bicycle', 'bicycles'],
  cone: ['cone or barrier', 'cones and barriers'],
  other: ['other object', 'other objects'],
};

/** Why there is nothing to draw of a clip, in words; null where there is. */
export function whyNothing({ frameTimesUs, ego }: Pick<ClipScene, 'frameTimesUs' | 'ego'>): string | null {
  if (frameTimesUs.length === 0)
    return 'Nothing to draw: only scores of this clip are known. Its recording is not in this workspace.';
  if (ego.timesUs.length === 0) return 'Nothing to draw: this recording does not say where the vehicle was.';
  return null;
}

/** The bird's eye view in a sentence, for those who do not see it: what is near, and the nearest thing that moves. */
export function momentWords({ boxes, ego }: Pick<Moment, 'boxes' | 'ego'>): string {
  const distance = (b: Box) => Math.hypot(b.x - ego.x, b.y - ego.y);
  const near = boxes.filter((b) => distance(b) <= NEAR_M);
  if (near.length === 0) return `No objects within ${NEAR_M} m.`;
  const counts = Object.entries(nouns).flatMap(([objectClass, [one, many]]) => {
    const n = near.filter((b) => b.track.objectClass === objectClass).length;
    return n > 0 ? [plural(n, one, many)] : [];
  });
  const [nearest] = near.filter((b) => !b.standing).sort((a, b) => distance(a) - distance(b));
  const moving = nearest ? ` Nearest that does not stand: ${whereIs(nearest, ego, distance(nearest))}.` : '';
  return `Within ${NEAR_M} m: ${counts.join(', ')}.${moving}`;
}

function whereIs(box: Box, ego: Moment['ego'], metres: number): string {
  const [dx, dy] = [box.x - ego.x, box.y - ego.y];
  const ahead = Math.cos(ego.yaw) * dx + Math.sin(ego.yaw) * dy;
  const left = -Math.sin(ego.yaw) * dx + Math.cos(ego.yaw) * dy;
  const side = Math.abs(left) < 1.5 ? '' : left > 0 ? ' to the left' : ' to the right';
  const speed = box.velocity === null ? 'speed unknown' : `${fixed(Math.hypot(...box.velocity), 1)} m/s`;
  return `${box.track.label}, ${fixed(metres, 1)} m ${ahead >= 0 ? 'ahead' : 'behind'}${side}, ${speed}`;
}
