import { describe, expect, it } from 'vitest';
import type { SteerRange } from '../../../src/shared/domain/steering.ts';
import { storedLab } from '../../../src/renderer/lab/lab-state.ts';
import { snapped, steppedValue } from '../../../src/renderer/lab/slider.tsx';
import {
  chosenRow,
  defaultSliders,
  renderOrder,
  rowSteering,
  settingRests,
  steerRequest,
  type Setting,
} from '../../../src/renderer/lab/sliders.ts';

const range: SteerRange = {
  modelId: 'world',
  objective: 'x0',
  steering: [-0.2853, 0.2144],
  acceleration: [-0.2, 0.15],
  atS: [1, 2, 3, 4, 5, 6, 7, 8],
  actions: 16,
  direct: 'twin',
  canCalibrate: true,
  camera: null,
  parameters: 3_000_000,
};
const at = { clipId: 'd:clip', frame: 4 };

describe('rows of a slider', () => {
  it('are half way to the ends of training and straight while it stands at 0', () =>
    expect(rowSteering(0, range)).toEqual({ left: 0.1072, straight: 0, right: -0.14265 }));

  it('have the chosen value on its side and the same share of the other end on the other', () => {
    const { left, right } = rowSteering(0.1072, range);
    expect(left).toBeCloseTo(0.1072, 12);
    expect(right).toBeCloseTo(-0.14265, 12);
    expect(rowSteering(-0.2853, range).left).toBeCloseTo(0.2144, 12);
  });

  it('go half way to ends of their own where training knew no steering', () =>
    expect(rowSteering(0, { ...range, steering: [0, 0] })).toEqual({ left: 0.15, straight: 0, right: -0.15 }));

  it.each([
    [0.1, ['left', 'straight', 'right']],
    [-0.1, ['right', 'straight', 'left']],
    [0, ['straight', 'left', 'right']],
  ] as const)('at %d the chosen row comes first', (steering, order) => {
    expect(renderOrder(steering)).toEqual(order);
    expect(chosenRow(steering)).toBe(order[0]);
  });
});

describe('what a model is asked', () => {
  const sliders = { ...defaultSliders, steps: 4, guidance: 2, blend: 0.5, seed: 9, accelerationMps2: -2 };

  it('holds the steering and the acceleration as shares', () => {
    const request = steerRequest(at, range, sliders, 0.1);
    expect(request).toMatchObject({ ...at, modelId: 'world', steering: [0.1], acceleration: [-0.2] });
    expect(request.options).toEqual({ steps: 4, guidance: 2, blend: 0.5, seed: 9, calibrate: 'train' });
  });

  it('keeps what was recorded where the user says so', () => {
    expect(steerRequest(at, range, { ...sliders, accelerationAsDriven: true }, 0.1).acceleration).toBeNull();
    const driven = steerRequest(at, range, sliders, null);
    expect([driven.steering, driven.acceleration]).toEqual([null, null]);
  });

  it('is the same for settings that a model has no use for', () => {
    const jump = { ...range, objective: 'jump' as const };
    const ask = (part: Partial<typeof sliders>) => steerRequest(at, jump, { ...sliders, ...part }, 0);
    expect(ask({})).toEqual(ask({ seed: 31, steps: 50, guidance: 1, blend: 0, calibrate: false }));
    expect(ask({}).options.calibrate).toBe('none');
  });
});

describe('settings that rest', () => {
  const all: Setting[] = ['steps', 'guidance', 'blend', 'seed', 'calibrate'];
  it.each([
    ['x0', {}, []],
    ['epsilon', { direct: null }, ['blend']],
    ['x0', { canCalibrate: false }, ['calibrate']],
    ['jump', {}, all],
    ['direct', {}, all],
  ] as const)('of %s %o are %o', (objective, part, resting) => {
    const of = { ...range, objective, ...part };
    expect(all.filter((setting) => settingRests(setting, of) !== null)).toEqual(resting);
  });
  it('say why', () =>
    expect(settingRests('seed', { ...range, objective: 'jump' })).toBe('The jump chain uses no noise.'));
});

describe('a slider', () => {
  const grid = { min: -0.2853, max: 0.2144, step: 0.005 };
  it.each([
    ['ArrowRight', false, 0.105],
    ['ArrowLeft', false, 0.095],
    ['ArrowLeft', true, 0.105],
    ['ArrowRight', true, 0.095],
    ['ArrowUp', true, 0.105],
    ['PageDown', false, 0.05],
    ['Home', false, -0.2853],
    ['Home', true, 0.2144],
    ['End', true, -0.2853],
    ['PageUp', false, 0.15],
    ['a', false, null],
  ] as const)('at 0.1 goes by %s (turned: %s) to %s', (key, turned, value) =>
    expect(steppedValue(0.1, key, { ...grid, turned })).toBe(value),
  );
  it('keeps zero on its grid and stays within its ends', () => {
    expect(snapped(0.0021, grid)).toBe(0);
    expect(snapped(0.9, grid)).toBe(0.2144);
  });
});

describe('the stored state', () => {
  it('is taken back field by field', () => {
    const stored = storedLab({ modelId: 'm', sliders: { ...defaultSliders, seed: 3 }, figures: ['probe', 'motion'] });
    expect(stored).toMatchObject({ modelId: 'm', figures: ['probe', 'motion'], windows: 40, probeWindows: 1000 });
    expect(stored.sliders?.seed).toBe(3);
  });
  it('falls back where it cannot be read', () => {
    expect(storedLab('nonsense')).toEqual({});
    expect(storedLab({ sliders: { guidance: -4, seed: 5 }, figures: ['x'] })).toMatchObject({
      modelId: null,
      figures: ['frontier', 'control'],
      sliders: { guidance: 1, seed: 5 },
    });
  });
});
