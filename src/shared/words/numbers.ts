/** How figures are written everywhere: true minus, thin groups of three, three significant digits, a space before units. */
import type { Interval, ScoreInfo } from '../domain/score.ts';

const MINUS = '−';
/** Between thousands: the narrow no-break space all but vanishes between Inter's figures at 11 px. */
const GROUP = '\u00a0';
/** Between a figure and its unit: they stay on one line. */
const UNIT = '\u00a0';
/** Stands where there is no value. */
export const ABSENT = '–';

const grouped = (digits: string): string => {
  const [whole, fraction] = digits.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, GROUP);
  return fraction === undefined ? groups : `${groups}.${fraction}`;
};

const withSign = (value: number, digits: string): string =>
  value < 0 && /[1-9]/.test(digits) ? `${MINUS}${digits}` : digits;

/** A whole number: `5 120`. */
export const count = (value: number): string => withSign(value, grouped(Math.abs(Math.round(value)).toString()));

/** A number with a fixed count of decimals: `94.1`, `−0.50`. */
export const fixed = (value: number, decimals: number): string =>
  Number.isFinite(value) ? withSign(value, grouped(Math.abs(value).toFixed(decimals))) : ABSENT;

/** Three significant digits: `9.43`, `12.5`, `513`, `5 120`, `0.0712`. */
export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return ABSENT;
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  if (magnitude < -6) return '0';
  const decimals = Math.max(0, digits - 1 - magnitude);
  return fixed(Number(value.toPrecision(digits)), decimals);
}

/** Adds the plus that differences carry: `+0.12`, `−94.1`, `0.0`. */
export const signed = (value: number, written: string = figure(value)): string =>
  value > 0 && /[1-9]/.test(written) ? `+${written}` : written;

/** `9.43 m/s`; degrees and primes stand close: `12.5°`. */
export const withUnit = (value: number, unit: string): string =>
  unit.startsWith('°') ? `${figure(value)}${unit}` : `${figure(value)}${UNIT}${unit}`;

const byteSteps = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

/** Decimal units: `1.31 GB` is 1.31·10⁹ bytes. */
export function bytes(value: number): string {
  for (const [unit, size] of byteSteps) if (value >= size) return withUnit(value / size, unit);
  return `${count(value)}${UNIT}B`;
}

/** Gigabytes alone with two decimals, for the ledger: `1.31`. */
export const gigabytes = (value: number): string => fixed(value / 1e9, 2);

/** Share in per cent: `12.5 %`. */
export const percent = (share: number): string => `${fixed(share * 100, 1)}${UNIT}%`;

/** A metric's value as lists and tables print it: shares times 100 with one decimal, indices with three, lengths with three digits. */
export const metricValue = (value: number | null | undefined, info: Pick<ScoreInfo, 'unit'>): string => {
  if (value === null || value === undefined || !Number.isFinite(value)) return ABSENT;
  if (info.unit === 'share') return fixed(value * 100, 1);
  return fixed(value, info.unit === 'index' ? 3 : decimalsOf(value));
};

/** A difference of a metric, A − B, with its sign. */
export const metricDelta = (value: number | null | undefined, info: Pick<ScoreInfo, 'unit'>): string =>
  value === null || value === undefined ? ABSENT : signed(value, metricValue(value, info));

/** Lengths in one column share their decimals, so that points stand under each other. */
const decimalsOf = (value: number): number => (Math.abs(value) >= 100 ? 1 : 2);

/** `82.9 [81.0, 84.7]`. */
export const interval = (value: Interval | null, info: Pick<ScoreInfo, 'unit'>): string =>
  value === null
    ? ABSENT
    : `${metricValue(value.mean, info)} [${metricValue(value.low, info)}, ${metricValue(value.high, info)}]`;

/** `< 0.001`, `0.94`, `1`. */
export const pValue = (p: number | null): string => {
  if (p === null) return ABSENT;
  if (p < 0.001) return '< 0.001';
  return p >= 0.995 ? '1' : p < 0.1 ? fixed(p, 3) : fixed(p, 2);
};

/** Time from the clip's start: `00:10.70`. */
export function clipTime(elapsedUs: number): string {
  const hundredths = Math.round(elapsedUs / 10_000);
  const sign = hundredths < 0 ? MINUS : '';
  const t = Math.abs(hundredths);
  const two = (n: number) => n.toString().padStart(2, '0');
  return `${sign}${two(Math.floor(t / 6000))}:${two(Math.floor(t / 100) % 60)}.${two(t % 100)}`;
}

/** Time from the decision instant: `+2.7 s`. */
export const offsetTime = (seconds: number): string => `${signed(seconds, fixed(seconds, 1))}${UNIT}s`;

/** A wait in words: `35 s`, `4 min 10 s`, `2 h 05 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${String(s)} s`;
  if (s < 3600) return `${String(Math.floor(s / 60))} min ${String(s % 60).padStart(2, '0')} s`;
  return `${String(Math.floor(s / 3600))} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
}

/** `1 clip`, `512 clips`. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

const dateTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
/** Absolute time, µs, in the machine's zone: `20 Nov 2026, 14:32`. */
export const dateOf = (timeUs: number): string => dateTime.format(timeUs / 1000);
