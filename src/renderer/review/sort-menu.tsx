import { ArrowDownUp } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ClipSort } from '../../shared/domain/clip.ts';
import { scoreInfoOf, type ScoreInfo } from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { focusClips } from './focus-clips.ts';
import { reviewSort, sortAgain } from './clip-order.ts';

const plainWords: Record<Exclude<ClipSort['by'], 'delta' | 'scoreA' | 'scoreB'>, [string, string]> = {
  name: ['name', 'name, Z first'],
  time: ['time, oldest first', 'time, newest first'],
  duration: ['duration, shortest first', 'duration, longest first'],
  boxes: ['boxes, fewest first', 'boxes, most first'],
  meanSpeed: ['speed, slowest first', 'speed, fastest first'],
  tagCount: ['tags, fewest first', 'tags, most first'],
};

/** The list's order in words: `Δ ADE@4s, worst first`. Worst means worst for A. */
export function sortInWords(sort: ClipSort, metric: Pick<ScoreInfo, 'title' | 'better'> | undefined): string {
  if (sort.by !== 'delta' && sort.by !== 'scoreA' && sort.by !== 'scoreB')
    return plainWords[sort.by][sort.direction === 'ascending' ? 0 : 1];
  const whose = { delta: 'Δ ', scoreA: 'A ', scoreB: 'B ' }[sort.by];
  const worstFirst = (metric?.better === 'higher') === (sort.direction === 'ascending');
  return `${whose}${metric?.title.split(',')[0] ?? 'score'}, ${worstFirst ? 'worst' : 'best'} first`;
}

const choices = [
  { which: 'delta', words: 'Δ, A − B', keys: 'Alt+1' },
  { which: 'score', words: 'Score of A', keys: 'Alt+2' },
  { which: 'time', words: 'Time', keys: 'Alt+3' },
] as const;

/** The order of the list; choosing the present one turns it round. */
export function SortMenu() {
  const sort = useSession((s) => s.sort);
  const metric = useSession((s) => s.metric);
  const words = sortInWords(sort, scoreInfoOf(metric));
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="sort-button" title={`Sorted by ${words}`}>
          <ArrowDownUp size={12} strokeWidth={1.75} aria-hidden />
          <span>{words}</span>
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} onCloseAutoFocus={focusClips}>
          {choices.map(({ which, words: choice, keys }) => (
            <DropdownMenu.Item
              key={which}
              className="menu-item"
              onSelect={() =>
                useSession.getState().set({ sort: sortAgain(sort, reviewSort(which, scoreInfoOf(metric)?.better)) })
              }
            >
              <span className="menu-check">{sort.by === reviewSort(which, undefined).by ? '✓' : ''}</span>
              <span>{choice}</span>
              <Kbd keys={keys} />
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
