import { expect, it } from 'vitest';
import { nextZoom } from '../../../src/main/hosts/electron/zoom.ts';

it.each([
  [1, 'in', 1.1],
  [1, 'out', 0.9],
  [1.1000001, 'in', 1.25],
  [1.2499999, 'in', 1.5],
  [2, 'in', 2],
  [0.8, 'out', 0.8],
  [5, 'out', 2],
  [0.1, 'in', 0.8],
] as const)('from %d %s to %d', (factor, direction, expected) => expect(nextZoom(factor, direction)).toBe(expected));
