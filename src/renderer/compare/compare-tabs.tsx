import { useMemo, type ReactNode } from 'react';
import { useCommands, type Command } from '../ui/commands.ts';
import { tabInFront, tabsIn, type Room } from './compare-room.ts';
import { useCompare, type CompareTab } from './compare-state.ts';

const tabNames: Record<CompareTab, string> = { list: 'List', pair: 'Pair', numbers: 'Numbers' };
const choose = (tab: CompareTab) => useCompare.setState({ tab, pairAlone: false });

/** What is in front where the window has no room for all of it. The arrows go from one to the next. */
export function CompareTabs({ room }: { room: Room }) {
  const front = tabInFront(
    room,
    useCompare((s) => s.tab),
  );
  const tabs = tabsIn(room);
  useTabCommand(tabs, front);
  if (tabs.length === 0) return null;
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(tabs.indexOf(front) + by + tabs.length) % tabs.length];
    choose(next);
    document.getElementById(`compare-tab-${next}`)?.focus();
  };
  return (
    <div className="compare-tabs" role="tablist" aria-label="What is in front" onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`compare-tab-${tab}`}
          aria-controls={`compare-part-${tab}`}
          aria-selected={tab === front}
          tabIndex={tab === front ? 0 : -1}
          onClick={() => choose(tab)}
        >
          {tabNames[tab]}
        </button>
      ))}
    </div>
  );
}

/** The key that goes through the tabs, where there are any. */
function useTabCommand(tabs: readonly CompareTab[], front: CompareTab): void {
  const commands = useMemo((): Command[] => {
    const next = tabs.at((tabs.indexOf(front) + 1) % Math.max(1, tabs.length));
    if (next === undefined) return [];
    return [
      {
        id: 'compare.tab',
        title: 'Next of list, pair and numbers',
        group: 'Compare',
        scope: 'compare',
        keys: ['G'],
        run: () => choose(next),
      },
    ];
  }, [tabs, front]);
  useCommands(commands);
}

/** One of list, pair and numbers: what its tab shows where it has one. What is not in front stays as it is. */
export function ComparePart({
  part,
  room,
  shown,
  busy = false,
  children,
}: {
  part: CompareTab;
  room: Room;
  shown: ReadonlySet<CompareTab>;
  busy?: boolean;
  children: ReactNode;
}) {
  const tabbed = tabsIn(room).includes(part);
  return (
    <div
      className="compare-part"
      data-part={part}
      hidden={!shown.has(part)}
      aria-busy={busy}
      {...(tabbed && {
        role: 'tabpanel',
        id: `compare-part-${part}`,
        'aria-labelledby': `compare-tab-${part}`,
      })}
    >
      {children}
    </div>
  );
}
