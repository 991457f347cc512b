/** How the review view is divided, by the size of the window. */
export const sizeClasses = ['small', 'narrow', 'normal', 'wide'] as const;
export type SizeClass = (typeof sizeClasses)[number];

export const reviewPanels = ['clips', 'cameras', 'birdsEye', 'score', 'timeline', 'guidance'] as const;
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
  /** Height of the guidance below the cameras; null where it is a tab beside the score. */
  guidanceHeight: number | null;
  /** Share of the right column that the bird's eye takes. */
  birdsEyeShare: number;
}

/** The layout of a size class in a dock of the given height. A low window gives the timeline at most a third. */
export function defaultLayout(sizeClass: SizeClass, heightPx: number): ReviewLayout {
  const timelineHeight = (wanted: number) => Math.min(wanted, Math.round(heightPx / 3));
  switch (sizeClass) {
    case 'wide':
      return {
        middle: ['cameras'],
        listWidth: 340,
        rightWidth: 520,
        timelineHeight: timelineHeight(264),
        guidanceHeight: 150,
        birdsEyeShare: 0.66,
      };
    case 'normal':
      return {
        middle: ['cameras'],
        listWidth: 264,
        rightWidth: 352,
        timelineHeight: timelineHeight(197),
        guidanceHeight: null,
        birdsEyeShare: 0.42,
      };
    case 'narrow':
      return {
        middle: ['cameras', 'birdsEye', 'score', 'guidance'],
        listWidth: 264,
        rightWidth: null,
        timelineHeight: timelineHeight(197),
        guidanceHeight: null,
        birdsEyeShare: 0,
      };
    case 'small':
      return {
        middle: ['cameras', 'clips', 'birdsEye', 'score', 'guidance'],
        listWidth: null,
        rightWidth: null,
        timelineHeight: timelineHeight(197),
        guidanceHeight: null,
        birdsEyeShare: 0,
      };
  }
}

/** Settings key under which a size class's layout is kept. */
export const layoutKey = (sizeClass: SizeClass): string => `layout.${sizeClass}`;
