import type { Pose2 } from '../../../shared/maths/se2.ts';
import { pose2At } from '../../../shared/maths/track.ts';
import { seriesMarks, type Series, type SeriesMarker } from '../../../shared/domain/series.ts';
import { boxesAt, type Box } from '../scene/box-track.ts';
import type { ClipScene } from '../scene/clip-scene.ts';
import { egoPathBetween, poseOnPath, wholeSeconds, type PlanPath } from '../scene/plan-path.ts';
import { footprint } from '../scene/ribbon.ts';
import type { ViewerState } from '../viewer-store.ts';

/** All that the bird's eye view shows at one time, global frame. */
export interface Moment {
  timeUs: number;
  ego: Pose2;
  boxes: Box[];
  plans: readonly PlanPath[];
  /** Recorded path up to now. */
  past: Pose2[];
  /** Where each plan has the vehicle now. */
  planned: { series: Series; corners: [number, number][] }[];
  marks: { series: Series; marker: SeriesMarker; pose: Pose2 }[];
}

/** How much of the recorded path is drawn, s. */
const PAST_S = 8;

/** Null where the ego pose is not known. */
export function momentOf(
  scene: ClipScene,
  timeUs: number,
  plans: readonly PlanPath[],
  show: Pick<ViewerState, 'showPaths' | 'hiddenClasses'>,
): Moment | null {
  const ego = pose2At(scene.ego, timeUs) ?? nearestEnd(scene, timeUs);
  if (!ego) return null;
  const shownPlans = show.showPaths ? plans : [];
  const { frontM, rearM, widthM } = scene.ego;
  return {
    timeUs,
    ego,
    boxes: boxesAt(scene.tracks, timeUs).filter((b) => !show.hiddenClasses.includes(b.track.objectClass)),
    plans: shownPlans,
    past: show.showPaths ? egoPathBetween(scene.ego, timeUs - PAST_S * 1e6, timeUs).poses : [],
    planned: shownPlans.flatMap(({ series, path }) => {
      const pose = series === 'human' ? null : poseOnPath(path, timeUs);
      return pose ? [{ series, corners: footprint(pose, frontM, rearM, widthM) }] : [];
    }),
    marks: shownPlans.flatMap(({ series, path, fromUs }) =>
      wholeSeconds(path, fromUs).map(({ pose }) => ({ series, marker: seriesMarks[series].marker, pose })),
    ),
  };
}

/** The clip may begin or end a little outside the recorded poses; the view then stays at the nearest. */
function nearestEnd({ ego }: ClipScene, timeUs: number): Pose2 | null {
  const first = ego.timesUs.at(0);
  const last = ego.timesUs.at(-1);
  if (first === undefined || last === undefined) return null;
  return pose2At(ego, timeUs < first ? first : last);
}

/** The object whose box holds a ground point, within `slackM`; the smallest where they overlap. Null for none. */
export function boxAtGround(boxes: readonly Box[], x: number, y: number, slackM: number): Box | null {
  const area = (b: Box) => b.track.sizeM[0] * b.track.sizeM[1];
  let found: Box | null = null;
  for (const box of boxes) {
    const c = Math.cos(box.yaw);
    const s = Math.sin(box.yaw);
    const ahead = c * (x - box.x) + s * (y - box.y);
    const left = -s * (x - box.x) + c * (y - box.y);
    const [length, width] = box.track.sizeM;
    const inside = Math.abs(ahead) <= length / 2 + slackM && Math.abs(left) <= width / 2 + slackM;
    if (inside && (found === null || area(box) < area(found))) found = box;
  }
  return found;
}
