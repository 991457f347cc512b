import { describe, expect, it } from 'vitest';
import { defaultLayout, reviewPanels, sizeClasses, sizeClassOf } from '../../../src/renderer/state/layout.ts';

it.each([
  [2560, 'wide'],
  [1440, 'normal'],
  [1280, 'normal'],
  [1200, 'normal'],
  [1199, 'narrow'],
  // 1440 px at 200 %.
  [720, 'small'],
] as const)('a window %i px wide is %s', (width, sizeClass) => expect(sizeClassOf(width)).toBe(sizeClass));

const widths = { small: 720, narrow: 1100, normal: 1440, wide: 2560 };

describe('default layouts', () => {
  it('have the measures of the pictures', () => {
    expect(defaultLayout('normal', 840, 1440)).toMatchObject({ listWidth: 264, rightWidth: 352, timelineHeight: 197 });
    expect(defaultLayout('wide', 1380, 2560)).toMatchObject({ listWidth: 340, rightWidth: 520, timelineHeight: 264 });
  });
  it('give a low window a third for the timeline', () => {
    expect(defaultLayout('normal', 390, 1440).timelineHeight).toBe(130);
  });
  it('leave the front camera its shape and fill the rest of the middle with the strip', () => {
    // The middle is 768 px wide: 538 of them are the front camera's, 302 px high below a header of 28.
    expect(840 - 197 - 330).toBe(313);
    const { videoHeight } = defaultLayout('normal', 840, 1440);
    expect(videoHeight).toBeLessThanOrEqual(313);
    expect(videoHeight).toBeGreaterThan(280);
    // A low window still shows a strip that can be read.
    expect(defaultLayout('normal', 540, 1280).videoHeight).toBe(162);
  });
  it.each(sizeClasses)('of %s hold every panel once', (sizeClass) => {
    const layout = defaultLayout(sizeClass, 800, widths[sizeClass]);
    const { middle, listWidth, rightWidth, videoHeight, guidanceWidth } = layout;
    // Beside the video, else a tab of the score: in the right column or among those of the middle.
    const apart = guidanceWidth !== null || rightWidth !== null;
    const placed = [
      ...middle,
      'timeline',
      ...(listWidth === null ? [] : ['clips']),
      ...(rightWidth === null ? [] : ['birdsEye', 'score']),
      ...(videoHeight === null ? [] : ['predictedVideo']),
      ...(apart ? ['guidance'] : []),
    ];
    expect(placed.sort()).toEqual([...reviewPanels].sort());
  });
});
