/** Absolute time in integer Unix microseconds (above 2^50: exact in a double, never in 32-bit float). */
export type TimeUs = number;

export const US_PER_S = 1_000_000;

export const secondsBetween = (fromUs: TimeUs, toUs: TimeUs): number => (toUs - fromUs) / US_PER_S;
