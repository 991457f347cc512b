import { useMemo } from 'react';
import type { ClipId } from '../../shared/domain/clip.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import type { CompareOrder } from './clip-order.ts';
import { allClipsAgain, useCompare } from './compare-state.ts';

export const orderNames: Record<CompareOrder, string> = {
  worseA: 'Worse for A first',
  worseB: 'Worse for B first',
  apart: 'Furthest apart first',
};

const compare = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
  id: `compare.${id}`,
  title,
  group: 'Compare',
  scope: 'compare',
  keys,
  run,
});

const fixedCommands: readonly Command[] = [
  ...(['worseA', 'worseB', 'apart'] as const).map((order, i) =>
    compare(`order-${order}`, orderNames[order], [`Alt+${String(i + 1)}`], () => useCompare.setState({ order })),
  ),
  compare('all-clips', 'All clips of the filter again', ['Backspace'], allClipsAgain),
];

/** The keys of the Compare view: through the clips, into Review, and the orders. `clipIds` as they are listed. */
export function useCompareCommands(clipIds: readonly ClipId[], at: number, open: (clipId: ClipId) => void): void {
  const commands = useMemo(() => {
    const step = (by: number) => () => {
      const next = clipIds.at(Math.min(clipIds.length - 1, Math.max(0, at + by)));
      if (next !== undefined) useCompare.setState({ clipId: next });
    };
    return [
      compare('next', 'Next clip', ['ArrowDown', 'N', ']'], step(1)),
      compare('previous', 'Previous clip', ['ArrowUp', 'P', '['], step(-1)),
      compare('open', 'Open in Review', ['Enter'], () => {
        if (at >= 0 && at < clipIds.length) open(clipIds[at]);
      }),
      ...fixedCommands,
    ];
  }, [clipIds, at, open]);
  useCommands(commands);
}
