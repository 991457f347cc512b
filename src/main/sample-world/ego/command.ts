import type { DrivingCommand } from '../../../shared/domain/clip.ts';
import { pointAt, type Path } from '../traffic/path.ts';

const AHEAD_M = 20;
const ASIDE_M = 2;

/** NAVSIM's route command: the point of the route's centreline 20 m ahead, and whether it lies 2 m or more to a side. */
export function commandAt(path: Path, atM: number, x: number, y: number, headingRad: number): DrivingCommand {
  const ahead = pointAt(path, atM + AHEAD_M);
  const left = (ahead.y - y) * Math.cos(headingRad) - (ahead.x - x) * Math.sin(headingRad);
  return left >= ASIDE_M ? 'left' : left <= -ASIDE_M ? 'right' : 'straight';
}
