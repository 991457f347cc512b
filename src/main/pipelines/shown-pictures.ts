import { shareBeyond, shownBecause, type ShownBecause } from '../../shared/maths/camera-view.ts';
import { viewKey } from '../../shared/maths/view-tables.ts';
import type { FilmedCamera, ModelView } from '../media/camera-frames.ts';

/** What models were shown of which cameras, gathered clip by clip, for the record of a run or an experiment. */
export interface ShownTally {
  add(camera: Pick<FilmedCamera, 'channel'> & Parameters<typeof shownBecause>[0], view: ModelView): void;
  /** A phrase for each camera and way to show it, in the order they came. */
  words(): string[];
}

/** Less of a view beyond the picture is not worth a word. */
const TOLD_BEYOND = 0.01;

interface Shown {
  channel: string;
  because: ShownBecause;
  view: ModelView;
  /** Least and most of the view beyond the recorded pictures, shares. */
  beyond: [number, number];
}

export function createShownTally(): ShownTally {
  const found = new Map<string, Shown>();
  const known = new Set<string>();
  return {
    add(camera, view) {
      const { channel } = camera;
      const whole = `${channel} ${view.sizePx} ${view.camera ? viewKey({ camera, view: view.camera }) : ''}`;
      if (known.has(whole)) return;
      known.add(whole);
      const because = shownBecause(camera, view.camera);
      const beyond = because === 'view' && view.camera ? shareBeyond(camera, view.camera) : 0;
      const key = JSON.stringify([channel, because, view]);
      const before = found.get(key)?.beyond ?? [beyond, beyond];
      found.set(key, {
        channel,
        because,
        view,
        beyond: [Math.min(before[0], beyond), Math.max(before[1], beyond)],
      });
    },
    words: () => [...found.values()].map(wordsOf),
  };
}

/** Phrases as one note; what is told already, of the clips that a run did before it was gone on with, stays told. */
export const shownNote = (told: unknown, words: readonly string[]): string =>
  [...new Set([...(typeof told === 'string' ? told.split('; ') : []), ...words])].join('; ');

function wordsOf({ channel, because, view: { sizePx, camera }, beyond }: Shown): string {
  if (because === 'view' && camera)
    return `of ${channel}, ${learnedWords(camera)}, at ${sizePx} px${edgeWords(beyond)}`;
  const square = `of ${channel}, the middle square, shrunk by area to ${sizePx} px`;
  if (because === 'same') return `${square}, which is the view of the camera that the model learned by`;
  if (because === 'no-calibration')
    return `${square}: without a calibration it cannot be shown as the camera sees that the model learned by`;
  if (because === 'looks-elsewhere')
    return `${square}: the camera does not look where the one does that the model learned by`;
  return square;
}

const learnedWords = ({ focalOfSide, pitchDownDeg }: NonNullable<ModelView['camera']>): string =>
  `the view of the camera that the model learned by (focal length ${focalOfSide.toFixed(2)} of the side, ${Math.abs(pitchDownDeg).toFixed(1)}° ${pitchDownDeg < 0 ? 'up' : 'down'})`;

function edgeWords([least, most]: Shown['beyond']): string {
  if (most <= TOLD_BEYOND) return '';
  const [from, to] = [least, most].map((share) => (100 * share).toFixed(0));
  return `, of which ${from === to ? from : `${from} to ${to}`} % lies beyond the recorded picture and repeats its edge`;
}
