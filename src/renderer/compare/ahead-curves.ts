import { gapAhead, turnAtEnd } from '../../shared/maths/gap-ahead.ts';
import type { GroundBox } from '../../shared/maths/ground-box.ts';
import type { Pose2 } from '../../shared/maths/se2.ts';
import { timesToCollision, type DrivenStep } from '../../shared/maths/time-to-collision.ts';
import type { Curve } from '../timeline/plots.ts';
import { boxAt } from '../viewer/scene/box-track.ts';
import type { ClipScene } from '../viewer/scene/clip-scene.ts';
import { poseOnPath, type PlanPath, type TimedPath } from '../viewer/scene/plan-path.ts';

/** Objects further ahead than this are not looked for, m. */
export const MOST_GAP_M = 30;
/** Collisions later than this are not looked for, s. */
export const MOST_TTC_S = 4;
const STEP_S = 0.1;
const STEP_US = STEP_S * 1e6;
const TTC_STEPS = Math.round(MOST_TTC_S / STEP_S);
/** The speed at a time is the mean over this much of the path before and after it, µs: plans have a pose every half second. */
const BESIDE_US = 250_000;

/** What lies ahead of every plan of a decision instant, and of the human. */
export interface AheadCurves {
  gap: Curve[];
  ttc: Curve[];
}

/**
 * Gap ahead, m, and time to collision, s, of plans as they were made, every 0.1 s, among the objects as they were recorded. Where
 * there is none within 30 m or 4 s there is no sample: a series then has several curves, or none.
 */
export function aheadCurves(scene: Pick<ClipScene, 'tracks' | 'ego'>, plans: readonly PlanPath[]): AheadCurves {
  const fromUs = plans.at(0)?.fromUs;
  if (fromUs === undefined) return { gap: [], ttc: [] };
  const steps = Math.max(
    0,
    ...plans.map(({ path }) => Math.floor(((path.timesUs.at(-1) ?? fromUs) - fromUs) / STEP_US)),
  );
  const others = othersFrom(scene, fromUs, steps + TTC_STEPS + 1);
  const curves: AheadCurves = { gap: [], ttc: [] };
  for (const { series, path } of plans) {
    const drive = driveOf(path, fromUs, steps);
    const turnPerM = turnAtEnd(path.poses);
    const timesUs = drive.map((_, i) => fromUs + i * STEP_US);
    const gaps = timesUs.map((timeUs, i) =>
      gapAhead(
        stillToCome(path, timeUs, drive[i]),
        others.flatMap((track) => track[i] ?? []),
        scene.ego,
        MOST_GAP_M,
        turnPerM,
      ),
    );
    curves.gap.push(...unbroken(series, timesUs, gaps));
    curves.ttc.push(...unbroken(series, timesUs, timesToCollision(drive, others, scene.ego, STEP_S, TTC_STEPS)));
  }
  return curves;
}

/** Where every object is at each step from a time on; null where that is not known. */
const othersFrom = ({ tracks }: Pick<ClipScene, 'tracks'>, fromUs: number, steps: number): (GroundBox | null)[][] =>
  tracks.map((track) =>
    Array.from({ length: steps }, (_, i) => {
      const box = boxAt(track, fromUs + i * STEP_US);
      return box && { x: box.x, y: box.y, yaw: box.yaw, lengthM: track.sizeM[0], widthM: track.sizeM[1] };
    }),
  );

/** The path at each step as far as it reaches; its speed along its heading is negative where it goes backwards. */
function driveOf(path: TimedPath, fromUs: number, steps: number): DrivenStep[] {
  const drive: DrivenStep[] = [];
  for (let i = 0; i <= steps; i++) {
    const pose = poseOnPath(path, fromUs + i * STEP_US);
    if (!pose) return drive;
    drive.push({ ...pose, speedMps: speedOn(path, fromUs + i * STEP_US, pose.yaw) });
  }
  return drive;
}

function speedOn(path: TimedPath, timeUs: number, yaw: number): number {
  const first = Math.max(path.timesUs[0], timeUs - BESIDE_US);
  const last = Math.min(path.timesUs[path.timesUs.length - 1], timeUs + BESIDE_US);
  const [a, b] = [poseOnPath(path, first), poseOnPath(path, last)];
  if (!a || !b || last <= first) return 0;
  return (Math.cos(yaw) * (b.x - a.x) + Math.sin(yaw) * (b.y - a.y)) / ((last - first) / 1e6);
}

const stillToCome = ({ timesUs, poses }: TimedPath, timeUs: number, now: Pose2): Pose2[] => [
  now,
  ...poses.filter((_, i) => timesUs[i] > timeUs),
];

/** Stretches of samples that have a value, one after the other. */
function unbroken(series: Curve['series'], timesUs: readonly number[], values: readonly (number | null)[]): Curve[] {
  const curves: { series: Curve['series']; timesUs: number[]; values: number[] }[] = [];
  values.forEach((value, i) => {
    if (value === null) return;
    if (i === 0 || values[i - 1] === null) curves.push({ series, timesUs: [], values: [] });
    const curve = curves[curves.length - 1];
    curve.timesUs.push(timesUs[i]);
    curve.values.push(value);
  });
  return curves;
}
