import { scoreInfoOf, type ScoreInfo } from '../../../shared/domain/score.ts';
import { ABSENT, clipTime, metricValue } from '../../../shared/words/numbers.ts';
import type { GalleryItem, ReportData } from '../data/report-data.ts';
import { failGlyph, passGlyph } from './glyphs.ts';
import { markup, type Markup } from './markup.ts';

/** `EQUAL_WITHIN` of the gallery's choice in words. */
const leastWords: Record<ScoreInfo['unit'], string> = {
  m: '0.05 m',
  share: '0.5 points',
  index: '0.005',
  dB: '0.05 dB',
};

/** A picture of a gallery item: a recorded image with its overlay, or the scene from above. */
export interface GalleryPicture {
  picture: Markup;
  /** Set where something is missing: `No camera image on disk`. */
  said: string | null;
}

/** Pictures of clips with what is to be seen on them. `pictures` by position in the list. */
export function gallery(
  data: ReportData,
  items: readonly GalleryItem[],
  pictures: readonly GalleryPicture[],
  side: 'worst' | 'best',
): Markup {
  if (items.length === 0) {
    const least = leastWords[scoreInfoOf(data.metric)?.unit ?? 'm'];
    const words =
      data.runs.length === 1
        ? 'There are too few scored clips for both ends: none is shown twice.'
        : side === 'worst'
          ? `A loses no clip of this selection by ${least} or more.`
          : `A wins no clip of this selection by ${least} or more.`;
    return markup`<p class="quiet">${words}</p>`;
  }
  const strips = isOfPictures(data);
  return markup`<div class="gallery" style="--columns:${strips ? 2 : columnsFor(items.length, side)}">${items.map((item, i) => card(data, item, pictures[i], side))}</div>`;
}

/** Whether a report's metric is one of predicted pictures: they are shown beside the recorded ones. */
export const isOfPictures = ({ metric }: Pick<ReportData, 'metric'>): boolean =>
  scoreInfoOf(metric)?.family === 'video';

/** Few pictures are drawn larger, within what their column of the page is wide. */
const columnsFor = (items: number, side: 'worst' | 'best'): number =>
  side === 'worst' ? Math.min(3, Math.max(2, items)) : Math.min(4, Math.max(3, items));

function card(data: ReportData, item: GalleryItem, { picture, said }: GalleryPicture, side: 'worst' | 'best'): Markup {
  const info = scoreInfoOf(data.metric);
  const value = (values: Record<string, number>, letter: string) => (info ? metricValue(values[letter], info) : ABSENT);
  const all = data.runs.map(({ letter }) => `${letter} ${value(item.frameValues, letter)}`).join(' ');
  const clip = data.runs.map(({ letter }) => `${letter} ${value(item.clipValues, letter)}`).join(' ');
  const alt = `${item.clipName} at ${clipTime(item.timeS * 1e6)}: ${item.sentence}`;
  return markup`<figure><div class="${isOfPictures(data) ? 'pictures' : 'shot'}" role="img" aria-label="${alt}">${picture}${said !== null && markup`<span class="said">${said}</span>`}</div>
<figcaption><div class="l">${side === 'worst' ? failGlyph : passGlyph}<b>${info?.title.split(',')[0]}</b><span class="mono">${item.clipName} ${clipTime(item.timeS * 1e6)}</span></div>${item.sentence}<div class="v mono">${all} · clip ${clip}</div></figcaption></figure>`;
}
