import { describe, expect, it } from 'vitest';
import { nuscenesCameras, physicalaiCameras, sampleCameras } from '../../../src/main/sample-world/render/cameras.ts';
import { shownOutline } from '../../../src/renderer/lab/shown-outline.ts';

const learned = { focalOfSide: 80 / 63, principalOfSide: [0.5, 0.5] as [number, number], pitchDownDeg: 2.5 };
const [wide] = physicalaiCameras().filter(({ channel }) => channel.includes('front_wide'));
const pointsOf = (points: string): number[][] => points.split(' ').map((point) => point.split(',').map(Number));

describe('the outline of what a model is shown', () => {
  it.each([
    ['no camera stated', nuscenesCameras()[0], null, 'The square that models see'],
    ['the very camera', sampleCameras({ widthPx: 1600, heightPx: 900 })[0], learned, 'the view of the camera'],
    ['no calibration', { ...nuscenesCameras()[0], intrinsic: [] }, learned, 'no calibration'],
    ['a camera to the rear', nuscenesCameras()[3], learned, 'does not look ahead'],
  ])('is the middle square for %s', (_, camera, stated, words) => {
    const outline = shownOutline(camera, stated);
    expect(outline.points).toBe('350.0,0.0 1250.0,0.0 1250.0,900.0 350.0,900.0');
    expect(outline.words).toContain(words);
  });

  it('is the view, drawn in to the picture where that ends', () => {
    const { points, words } = shownOutline(nuscenesCameras()[0], learned);
    expect(words).toBe(
      'The view of the camera that the model learned by; 14 % of it lies beyond the picture and repeats its edge',
    );
    const all = pointsOf(points);
    expect(Math.max(...all.map(([, y]) => y))).toBe(900);
    expect(Math.min(...all.map(([, y]) => y))).toBeGreaterThan(40);
    // Focal length 1266 px over 1.27 of the side: nearly a thousand pixels wide.
    expect(Math.max(...all.map(([x]) => x)) - Math.min(...all.map(([x]) => x))).toBeCloseTo(1012, -1);
  });

  it('is bent by a wide lens', () => {
    const all = pointsOf(shownOutline(wide, { ...learned, focalOfSide: 0.6 }).points);
    const left = all.slice(3 * 24).map(([x]) => x);
    expect(left[12]).toBeLessThan(left[0] - 10);
  });
});
