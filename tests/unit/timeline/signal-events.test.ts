import { expect, it } from 'vitest';
import type { Signal } from '../../../src/shared/domain/clip.ts';
import { signalEvents } from '../../../src/renderer/timeline/signal-events.ts';

const signal = (name: 'speed' | 'acceleration', values: number[]): Signal => ({
  name,
  unit: name === 'speed' ? 'm/s' : 'm/s²',
  source: 'from ego poses',
  timesUs: values.map((_, i) => i * 200_000),
  values,
});

it.each([
  ['stops and sets off', [signal('speed', [5, 2, 0.1, 0, 0.5, 0.9, 1.1, 4])], ['400000 stops', '1200000 sets off']],
  ['creeping is neither', [signal('speed', [5, 0.5, 0.4, 0.9, 0.5])], []],
  ['standing at the start is no stop', [signal('speed', [0, 0, 2])], ['400000 sets off']],
  ['brakes hard', [signal('acceleration', [0, -3.5, -4.2, -3.1, 0])], ['200000–600000 −4.2 m/s²']],
  ['one sample is noise', [signal('acceleration', [0, -9, 0])], []],
  ['accelerates hard at the end', [signal('acceleration', [0, 3.5, 3.6, 3.7])], ['200000–600000 3.7 m/s²']],
  ['no signals', [], []],
])('%s', (_, signals, expected) => {
  const said = signalEvents(signals).map(
    (e) => `${String(e.timeUs)}${e.endUs === null ? '' : `–${String(e.endUs)}`} ${e.text}`,
  );
  expect(said).toEqual(expected);
});
