import { differenceColours, FULL_LEVELS } from './difference-scale.ts';

const WORDS = `Mean difference of red, green and blue: 0 to ${String(FULL_LEVELS)} of 255 levels; more looks like ${String(FULL_LEVELS)}`;

/** The one scale of all difference pictures of the panel. */
export function DifferenceLegend({ words = false }: { words?: boolean }) {
  return (
    <span className="video-legend" role="img" aria-label={WORDS} title={WORDS}>
      <span>0</span>
      <i style={{ background: `linear-gradient(to right, ${differenceColours.join(', ')})` }} />
      <span>{`${String(FULL_LEVELS)}+`}</span>
      {words && <span>of 255 levels</span>}
    </span>
  );
}
