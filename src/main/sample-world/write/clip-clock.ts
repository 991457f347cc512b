import { STEP_S, type Drive } from '../drive.ts';

const hourOfLight = { day: 11, dusk: 19, night: 22, backlight: 17 } as const;
/** Days before the calendar begins again, so that any number of clips has a date of four digits. */
const DAYS = 3650;

/** When a drive of the sample world is said to have happened: one a day, at an hour that fits its light. UTC. */
export function clipStart(drive: Drive, index: number): Date {
  const round = Math.floor(index / DAYS);
  return new Date(Date.UTC(2026, 0, 1 + (index % DAYS), hourOfLight[drive.environment.light], round % 60));
}

/** Unix time of a step, µs. */
export const stepTimeUs = (start: Date, step: number): number =>
  start.getTime() * 1000 + Math.round(step * STEP_S * 1e6);
