import type { PdmTermResult, PdmTrafficPolicy } from '../../../shared/domain/pdm.ts';
import type { Series } from '../../../shared/domain/series.ts';
import { projectPolygon } from '../../../shared/maths/lens.ts';
import { boxCorners } from '../../../shared/maths/projection.ts';
import { transformPoint } from '../../../shared/maths/se3.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import { offsetTime } from '../../../shared/words/numbers.ts';
import { faultOf } from '../../score/pdm/part-instant.ts';
import type { LabelOf } from '../../score/pdm/reason.ts';
import { boxAt, type Box, type BoxTrack } from '../scene/box-track.ts';
import { HORIZON_S } from '../scene/plan-path.ts';
import type { CameraView } from './projected-box.ts';

/** The object of an infraction, as the pictures mark it. */
export interface OffendingMark {
  trackId: string;
  /** `ped 17`. */
  name: string;
  /** `ped 17 · hit by A at +2.7 s`. */
  text: string;
  /** Decision instant whose plan meets it, and when it does, µs. */
  decisionUs: number;
  timeUs: number;
  /**
   * Centre and heading at that time where the scored traffic is not the recorded one: no picture shows the object there.
   * Null in replayed traffic: it is where the recording has it.
   */
  simulated: { x: number; y: number; yaw: number } | null;
}

/** The mark of a part's offending object; null for parts without one. */
export function offendingMark(
  { evidence }: Pick<PdmTermResult, 'evidence'>,
  series: Series,
  traffic: PdmTrafficPolicy,
  decisionUs: number,
  labelOf: LabelOf,
): OffendingMark | null {
  const mark = (token: string, kind: string, timeS: number, object: readonly number[], words: string) => {
    const name = labelOf(token) ?? kind.replaceAll('_', ' ');
    return {
      trackId: token,
      name,
      text: `${name} · ${words} at ${offsetTime(timeS)}`,
      decisionUs,
      timeUs: decisionUs + Math.round(timeS * 1e6),
      simulated: traffic === 'log-replay' ? null : poseOfCorners(object),
    };
  };
  switch (evidence?.kind) {
    case 'collisions': {
      const hit = faultOf(evidence.events) ?? evidence.events.at(0);
      const words = hit?.atFault ? `hit by ${series}` : `touches ${series}, not at fault,`;
      return hit ? mark(hit.token, hit.objectKind, hit.timeS, hit.object, words) : null;
    }
    case 'time to collision': {
      const { hit } = evidence;
      if (!hit) return null;
      const words = hit.aheadS === 0 ? `met by ${series}` : `${hit.aheadS.toFixed(1)} s ahead of ${series}`;
      return mark(hit.token, hit.objectKind, hit.timeS, hit.object, words);
    }
    case 'comfort':
    case 'drivable area':
    case 'driving direction':
    case 'extended comfort':
    case 'lane keeping':
    case 'progress':
    case 'traffic lights':
    case undefined:
      return null;
  }
}

/** Centre and heading of a box from its corners: front left, rear left, rear right, front right. */
const poseOfCorners = ([flx, fly, rlx, rly, rrx, rry]: readonly number[]) => ({
  x: (flx + rrx) / 2,
  y: (fly + rry) / 2,
  yaw: Math.atan2(fly - rly, flx - rlx),
});

/** A picture taken up to this long beside the instant of an infraction stands for it, µs. */
const BESIDE_US = 260_000;

/**
 * The box to mark on a picture taken at a time: where the recording has the object, within the scored seconds; in traffic that was
 * simulated where the scorer has it, beside the instant of the infraction only. Null where there is nothing to mark.
 */
export function markedBox(mark: OffendingMark, tracks: readonly BoxTrack[], timeUs: number): Box | null {
  const track = tracks.find((t) => t.trackId === mark.trackId);
  if (!track || timeUs < mark.decisionUs - BESIDE_US || timeUs > mark.decisionUs + HORIZON_S * 1e6) return null;
  if (!mark.simulated) return boxAt(track, timeUs);
  if (track.timesUs.length === 0 || Math.abs(timeUs - mark.timeUs) > BESIDE_US) return null;
  const z = track.centres[3 * nearestIndex(track.timesUs, mark.timeUs) + 2];
  return { track, ...mark.simulated, z, velocity: null, standing: false };
}

/** Where a box stands on the ground, px of the picture; empty where the camera does not see it. */
export function projectBase(box: Box, { lens, intrinsic, cameraFromGlobal }: CameraView): [number, number][] {
  const corners = boxCorners([box.x, box.y, box.z], box.track.sizeM, box.yaw);
  const base = [2, 3, 7, 6].map((i) =>
    transformPoint(cameraFromGlobal, corners[3 * i], corners[3 * i + 1], corners[3 * i + 2]),
  );
  return projectPolygon(lens, intrinsic, base);
}
