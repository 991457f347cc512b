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

describe('default layouts', () => {
  it('have the measures of the pictures', () => {
    expect(defaultLayout('normal', 840)).toMatchObject({ listWidth: 264, rightWidth: 352, timelineHeight: 197 });
    expect(defaultLayout('wide', 1380)).toMatchObject({ listWidth: 340, rightWidth: 520, timelineHeight: 264 });
  });
  it('give a low window a third for the timeline', () => {
    expect(defaultLayout('normal', 390).timelineHeight).toBe(130);
  });
  it.each(sizeClasses)('of %s hold every panel once', (sizeClass) => {
    const { middle, listWidth, rightWidth, guidanceHeight } = defaultLayout(sizeClass, 800);
    // Below the cameras, else a tab of the score: in the right column or among those of the middle.
    const apart = guidanceHeight !== null || rightWidth !== null;
    const placed = [
      ...middle,
      'timeline',
      ...(listWidth === null ? [] : ['clips']),
      ...(rightWidth === null ? [] : ['birdsEye', 'score']),
      ...(apart ? ['guidance'] : []),
    ];
    expect(placed.sort()).toEqual([...reviewPanels].sort());
  });
});
