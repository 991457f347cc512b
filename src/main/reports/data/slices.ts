import type { ReportClip, ReportSlice } from './report-data.ts';

/** Slices of fewer clips than this carry the mark for "too few". */
export const SMALL_SLICE = 5;

const speedBands: readonly (readonly [string, number, number])[] = [
  ['below 2 m/s', 0, 2],
  ['2 to 5 m/s', 2, 5],
  ['5 to 10 m/s', 5, 10],
  ['10 m/s and more', 10, Infinity],
];

export const speedBandOf = (speedMps: number): string =>
  speedBands.find(([, from, below]) => speedMps >= from && speedMps < below)?.[0] ?? speedBands[0][0];

/**
 * Means of one metric by place, manoeuvre, speed and tag. A slice counts the clips that all runs scored, so that its
 * means and its A − B speak of the same clips. Slices of one group overlap only for tags.
 */
export function slicesOf(clips: readonly ReportClip[], letters: readonly string[], metric: string): ReportSlice[] {
  const scored = clips.filter((clip) => letters.every((letter) => clip.values[letter]?.[metric] !== undefined));
  const slice = (group: ReportSlice['group'], label: string, members: readonly ReportClip[]): ReportSlice => {
    const means = letters.map((letter) => mean(members.map((clip) => clip.values[letter][metric])));
    const [a, b] = means;
    const delta = a !== null && b !== undefined && b !== null ? a - b : null;
    return { group, label, clips: members.length, means, delta };
  };
  const grouped = (group: ReportSlice['group'], labelsOf: (clip: ReportClip) => readonly string[]): ReportSlice[] => {
    const labels = [...new Set(scored.flatMap(labelsOf))].sort();
    return labels.map((label) =>
      slice(
        group,
        label,
        scored.filter((clip) => labelsOf(clip).includes(label)),
      ),
    );
  };
  const bySpeed = grouped('speed', (clip) => [speedBandOf(clip.meanSpeedMps)]);
  const bandOrder = speedBands.map(([label]) => label);
  bySpeed.sort((a, b) => bandOrder.indexOf(a.label) - bandOrder.indexOf(b.label));
  return [
    slice('all', 'All clips', scored),
    ...grouped('location', (clip) => (clip.location === '' ? [] : [clip.location])),
    ...grouped('manoeuvre', (clip) => [clip.manoeuvre]),
    ...bySpeed,
    ...grouped('tag', (clip) => clip.tags),
  ];
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
