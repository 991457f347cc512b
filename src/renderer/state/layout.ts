/** How the review view is divided, by the size of the window. */
export const sizeClasses = ['small', 'narrow', 'normal', 'wide'] as const;
export type SizeClass = (typeof sizeClasses)[number];

export const reviewPanels = [
  'clips',
  'cameras',
  'birdsEye',
  'score',
  'timeline',
  'guidance',
  'predictedVideo',
] as const;
export type ReviewPanelId = (typeof reviewPanels)[number];

/** Widths in CSS px, so zooming in moves a window to a smaller class. Below 1200 the right column becomes tabs. */
export const sizeClassOf = (widthPx: number): SizeClass =>
  widthPx >= 2000 ? 'wide' : widthPx >= 1200 ? 'normal' : widthPx >= 800 ? 'narrow' : 'small';

/** Where the panels stand before the user moves them; sizes in px. */
export interface ReviewLayout {
  /** Panels that share the middle as tabs, first in front. */
  middle: ReviewPanelId[];
  /** Columns beside the middle; null where they are tabs of it. */
  listWidth: number | null;
  rightWidth: number | null;
  timelineHeight: number;
  /** Height of the predicted video below the cameras; null where it is a tab of theirs. */
  videoHeight: number | null;
  /** Width of the guidance beside the predicted video; null where it is a tab beside the score. */
  guidanceWidth: number | null;
  /** Share of the right column that the bird's eye takes. */
  birdsEyeShare: number;
}

/** The rail beside the dock, a panel's header, and the share of the cameras' width that the front one has, with its shape. */
const RAIL_PX = 56;
const HEADER_PX = 28;
const FRONT_SHARE = 0.7;
const FRONT_ASPECT = 16 / 9;
/** Height of a strip of square pictures: three rows of nine across a width, their names and figures. */
const STRIP_PX = { label: 76, side: 28, gap: 3, columns: 9, rows: 3, words: 54, most: 144 };

/** The height with which a strip of square pictures fills a width. */
function stripHeight(widthPx: number): number {
  const { label, side, gap, columns, rows, words, most } = STRIP_PX;
  const tile = Math.min(most, Math.floor((widthPx - label - side) / columns) - gap);
  return HEADER_PX + words + rows * (tile + gap);
}

/** The video gets what the front camera leaves of the middle, at most what its pictures need, and a strip that can be read. */
function videoHeightOf(heightPx: number, timelineHeight: number, middlePx: number, videoPx: number): number {
  const left = heightPx - timelineHeight;
  const cameras = HEADER_PX + Math.round((middlePx * FRONT_SHARE) / FRONT_ASPECT);
  const wanted = stripHeight(videoPx);
  return Math.min(wanted, Math.max(left - cameras, Math.min(wanted, Math.round(left * 0.45))));
}

/** The layout of a size class in a dock of the given height and window width. A low window gives the timeline at most a third. */
export function defaultLayout(sizeClass: SizeClass, heightPx: number, windowPx: number): ReviewLayout {
  const timelineAtMost = (wanted: number) => Math.min(wanted, Math.round(heightPx / 3));
  const narrowTimeline = timelineAtMost(197);
  switch (sizeClass) {
    case 'wide': {
      const [listWidth, rightWidth, guidanceWidth, timelineHeight] = [340, 520, 340, timelineAtMost(264)];
      const middlePx = windowPx - RAIL_PX - listWidth - rightWidth;
      return {
        middle: ['cameras'],
        listWidth,
        rightWidth,
        timelineHeight,
        videoHeight: videoHeightOf(heightPx, timelineHeight, middlePx, middlePx - guidanceWidth),
        guidanceWidth,
        birdsEyeShare: 0.66,
      };
    }
    case 'normal': {
      const [listWidth, rightWidth, timelineHeight] = [264, 352, narrowTimeline];
      const middlePx = windowPx - RAIL_PX - listWidth - rightWidth;
      return {
        middle: ['cameras'],
        listWidth,
        rightWidth,
        timelineHeight,
        videoHeight: videoHeightOf(heightPx, timelineHeight, middlePx, middlePx),
        guidanceWidth: null,
        birdsEyeShare: 0.42,
      };
    }
    case 'narrow': {
      const middlePx = windowPx - RAIL_PX - 264;
      return {
        middle: ['cameras', 'birdsEye', 'score', 'guidance'],
        listWidth: 264,
        rightWidth: null,
        timelineHeight: narrowTimeline,
        videoHeight: videoHeightOf(heightPx, narrowTimeline, middlePx, middlePx),
        guidanceWidth: null,
        birdsEyeShare: 0,
      };
    }
    case 'small':
      return {
        middle: ['cameras', 'clips', 'birdsEye', 'score', 'guidance', 'predictedVideo'],
        listWidth: null,
        rightWidth: null,
        timelineHeight: narrowTimeline,
        videoHeight: null,
        guidanceWidth: null,
        birdsEyeShare: 0,
      };
  }
}

/** Settings key under which a size class's layout is kept. */
export const layoutKey = (sizeClass: SizeClass): string => `layout.${sizeClass}`;
