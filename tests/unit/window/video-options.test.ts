import { describe, expect, it } from 'vitest';
import { newVideoDraft, optionsOf, readVideoOptions, whyFewer } from '../../../src/renderer/settings/video-options.ts';
import type { SteerRange } from '../../../src/shared/domain/steering.ts';

const range = (part: Partial<SteerRange>): SteerRange => ({
  modelId: 'm',
  objective: 'x0',
  steering: [-1, 1],
  acceleration: [-1, 1],
  atS: [1],
  actions: 2,
  direct: 'twin',
  canCalibrate: true,
  camera: null,
  parameters: null,
  ...part,
});
const all = ['everyS', 'steps', 'guidance', 'seed', 'calibrate', 'blend'];

describe('the options of a world model in the window', () => {
  it.each<[Partial<SteerRange>, readonly string[]]>([
    [{}, all],
    [{ objective: 'epsilon', direct: null }, all.slice(0, 5)],
    [{ canCalibrate: false }, all.filter((option) => option !== 'calibrate')],
    [{ objective: 'direct' }, ['everyS']],
    [{ objective: 'jump' }, ['everyS']],
  ])('of %j', (part, asked) => {
    expect(optionsOf(range(part))).toEqual(asked);
    expect(whyFewer(range(part)) === null).toBe(asked.length > 1);
  });

  it('are read as typed; a field that is not asked for does not stand in the way', () => {
    const draft = { ...newVideoDraft(), steps: ' 20 ', guidance: 'x', calibrate: 'none' };
    expect(readVideoOptions(draft, ['everyS', 'steps', 'calibrate'])).toEqual({
      everyS: 2,
      steps: 20,
      guidance: 1,
      seed: 7,
      calibrate: 'none',
      blend: 0,
    });
    expect(readVideoOptions(draft, ['guidance'])).toBeNull();
  });

  it.each([
    ['steps', ''],
    ['steps', '0'],
    ['steps', '1.5'],
    ['guidance', '11'],
    ['seed', '-1'],
    ['calibrate', 'oracle'],
    ['blend', '2'],
    ['everyS', '0'],
  ] as const)('%s "%s" cannot be used', (option, text) => {
    expect(readVideoOptions({ ...newVideoDraft(), [option]: text }, [option])).toBeNull();
  });
});
