import type { ObjectClass } from '../../../shared/domain/clip.ts';

/**
 * Colours on photographs. They stay those of the dark theme in both themes: a picture is not part of the theme, and
 * the dark casing under every mark wants light colours.
 */
export const photoClasses: Record<ObjectClass, string> = {
  vehicle: '#699cdb',
  pedestrian: '#b07aa1',
  bicycle: '#e38c47',
  cone: '#edc948',
  other: '#a9b1bd',
};

export const photoAccent = '#93a5ff';
/** Infractions and what caused them. */
export const photoFail = '#ff5f9e';
export const photoText = '#ffffff';
export const photoCasing = 'rgba(8, 9, 12, 0.62)';

/** A palette colour with an opacity in [0, 1]. */
export const withAlpha = (hex: string, alpha: number): string =>
  hex +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0');
