import type { ObjectClass } from '../../../shared/domain/clip.ts';
import { seriesMarks, type Series } from '../../../shared/domain/series.ts';
import type { PointColours } from './lidar-points.ts';
import type { Rgba } from './strokes.ts';

/** Colours of the bird's eye view, from the tokens as they are now. */
export interface BirdsEyeTheme {
  /** Colours of the map raster. */
  road: string;
  kerb: string;
  roadEdge: Rgba;
  roadFill: Rgba;
  crossing: Rgba;
  lane: Rgba;
  ego: string;
  onEgo: string;
  past: Rgba;
  lidar: PointColours;
  casing: Rgba;
  casingCss: string;
  text: string;
  textQuiet: string;
  accent: string;
  /** Infractions and what caused them. */
  fail: Rgba;
  classes: Record<ObjectClass, Rgba>;
  series: Record<Series, Rgba>;
  accentRgba: Rgba;
}

/** `#rgb` or `#rrggbb` to bytes; black for anything else. */
export function rgbaOf(css: string, alpha = 1): Rgba {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(css.trim())?.[1] ?? '000000';
  const digits = hex.length === 3 ? [...hex].map((d) => d + d).join('') : hex;
  const byte = (i: number) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return [byte(0), byte(1), byte(2), Math.round(alpha * 255)];
}

/** The colour of the same token at another opacity. */
export const faded = ([r, g, b]: Rgba, alpha: number): Rgba => [r, g, b, Math.round(alpha * 255)];

function seriesColours(rgba: (token: string) => Rgba): Record<Series, Rgba> {
  const marks = Object.entries(seriesMarks).map(([series, { colour }]) => [series, rgba(`--series-${colour}`)]);
  return Object.fromEntries(marks) as Record<Series, Rgba>;
}

export function readTheme(element: Element): BirdsEyeTheme {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const rgba = (name: string, alpha = 1) => rgbaOf(token(name), alpha);
  return {
    road: token('--birds-eye-road'),
    kerb: token('--road-edge'),
    roadFill: rgba('--birds-eye-road'),
    roadEdge: rgba('--road-edge'),
    crossing: rgba('--crossing'),
    lane: rgba('--line2'),
    ego: token('--t1'),
    onEgo: token('--bg1'),
    past: rgba('--t3', 0.8),
    lidar: { road: rgba('--t3', 0.45), standing: rgba('--t1', 0.85), overhead: rgba('--t3', 0.25) },
    casing: rgba('--casing', 0.75),
    casingCss: token('--casing'),
    text: token('--t1'),
    textQuiet: token('--t2'),
    accent: token('--acc'),
    fail: rgba('--fail'),
    accentRgba: rgba('--acc'),
    classes: {
      vehicle: rgba('--class-vehicle'),
      pedestrian: rgba('--class-pedestrian'),
      bicycle: rgba('--class-bicycle'),
      cone: rgba('--class-cone'),
      other: rgba('--class-other'),
    },
    series: seriesColours(rgba),
  };
}

/** Calls back when the theme or the system's colours change. */
export function followTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
