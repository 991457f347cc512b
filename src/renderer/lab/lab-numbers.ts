import { count, fixed, signed } from '../ui/numbers.ts';

/** Normalised steering as it is read: `+0.180`, `0.000`. */
export const steeringWritten = (steering: number): string => signed(steering, fixed(steering, 3));

/** Parameters of a network: `3.03M`, `740k`. */
export const parametersWritten = (parameters: number): string =>
  parameters >= 1e6 ? `${fixed(parameters / 1e6, 2)}M` : `${count(parameters / 1e3)}k`;

/** A measured time: `513 ms`, `1.52 s`. */
export const msWritten = (ms: number): string => {
  if (ms >= 10_000) return `${fixed(ms / 1000, 1)} s`;
  if (ms >= 1000) return `${fixed(ms / 1000, 2)} s`;
  return ms >= 100 ? `${fixed(ms, 0)} ms` : `${fixed(ms, 1)} ms`;
};
