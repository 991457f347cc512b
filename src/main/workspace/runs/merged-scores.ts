import type { ClipScores } from '../../../shared/domain/score.ts';

/** What a run has of a clip after columns were added: values of the same metric are replaced, the others stay. */
export function mergedScores(
  before: Pick<ClipScores, 'values' | 'frameCounts' | 'frames'> | null,
  added: ClipScores,
): ClipScores {
  if (!before) return added;
  const frames = new Map(before.frames.map(({ frame, values }) => [frame, values]));
  for (const { frame, values } of added.frames) frames.set(frame, { ...frames.get(frame), ...values });
  return {
    ...added,
    values: { ...before.values, ...added.values },
    frameCounts: { ...before.frameCounts, ...added.frameCounts },
    frames: [...frames].sort(([a], [b]) => a - b).map(([frame, values]) => ({ frame, values })),
  };
}
