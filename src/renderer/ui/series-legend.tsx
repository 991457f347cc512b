import { Popover } from 'radix-ui';
import { useRuns } from '../state/queries.ts';
import { useShownRuns } from '../state/session.ts';
import { SeriesKey } from './series-key.tsx';
import './series-legend.css';

/** Whose line is whose: up to `most` shown runs and the human. Of more the first `few`, the names of all behind a button. */
export function SeriesLegend({ most, few }: { most: number; few: number }) {
  const shown = useShownRuns();
  const runs = useRuns().data ?? [];
  const first = shown.length <= most ? shown : shown.slice(0, few);
  const hidden = shown.length - first.length;
  const titleOf = (runId: string) => runs.find((r) => r.runId === runId)?.modelTitle ?? 'run is gone';
  return (
    <span className="series-legend" data-tight={shown.length > 2}>
      {first.map(({ letter, runId }) => (
        <SeriesKey key={runId} series={letter} />
      ))}
      {hidden > 0 && (
        <Popover.Root>
          <Popover.Trigger
            className="series-more"
            aria-label={`${String(hidden)} further runs: show whose line is whose`}
          >
            {`+${String(hidden)}`}
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content className="series-list" align="end" sideOffset={4} aria-label="Whose line is whose">
              {shown.map(({ letter, runId }) => (
                <SeriesKey key={runId} series={letter}>
                  <b>{letter}</b> {titleOf(runId)}
                </SeriesKey>
              ))}
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
      <SeriesKey series="human">human</SeriesKey>
    </span>
  );
}
