import type { TimeUs } from '../../shared/domain/time.ts';

/** The part of a clip's time that is drawn over `widthPx` pixels. */
export interface TimeScale {
  startUs: TimeUs;
  endUs: TimeUs;
  widthPx: number;
}

const SHORTEST_US = 500_000;

/** Pixel of a time; times outside the scale lie outside [0, widthPx]. */
export const xOf = (scale: TimeScale, timeUs: TimeUs): number =>
  scale.endUs > scale.startUs ? ((timeUs - scale.startUs) / (scale.endUs - scale.startUs)) * scale.widthPx : 0;

/** Time at a pixel, whole µs. */
export const timeAt = (scale: TimeScale, x: number): TimeUs =>
  Math.round(scale.startUs + (scale.widthPx > 0 ? x / scale.widthPx : 0) * (scale.endUs - scale.startUs));

/**
 * Window after zooming by `factor` (below 1 magnifies) about a fixed time, held inside the clip.
 * Never shorter than half a second nor longer than the clip.
 */
export function zoomAbout(
  window: { startUs: TimeUs; endUs: TimeUs },
  clip: { startUs: TimeUs; endUs: TimeUs },
  aboutUs: TimeUs,
  factor: number,
): { startUs: TimeUs; endUs: TimeUs } {
  const whole = clip.endUs - clip.startUs;
  const length = Math.min(whole, Math.max(SHORTEST_US, (window.endUs - window.startUs) * factor));
  const share = (aboutUs - window.startUs) / Math.max(1, window.endUs - window.startUs);
  return holdInside({ startUs: aboutUs - share * length, endUs: aboutUs + (1 - share) * length }, clip);
}

/** Window moved by `byUs`, held inside the clip. */
export const panBy = (
  window: { startUs: TimeUs; endUs: TimeUs },
  clip: { startUs: TimeUs; endUs: TimeUs },
  byUs: number,
) => holdInside({ startUs: window.startUs + byUs, endUs: window.endUs + byUs }, clip);

function holdInside(window: { startUs: TimeUs; endUs: TimeUs }, clip: { startUs: TimeUs; endUs: TimeUs }) {
  const length = window.endUs - window.startUs;
  const startUs = Math.round(Math.min(clip.endUs - length, Math.max(clip.startUs, window.startUs)));
  return { startUs, endUs: Math.round(Math.min(clip.endUs, startUs + length)) };
}
