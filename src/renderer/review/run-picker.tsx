import { ArrowLeftRight, Play, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Run } from '../../shared/domain/run.ts';
import { runReach } from '../jobs/run-words.ts';
import { useLive } from '../state/live.ts';
import { useModels, useRuns } from '../state/queries.ts';
import { useSession, type RunLetter } from '../state/session.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { count, dateOf } from '../ui/numbers.ts';
import { SeriesKey } from '../ui/series-key.tsx';
import { chooseRun, runInWords, runsToChoose, startRun, useRunChoice } from './run-choice.ts';
import { focusClips } from './focus-clips.ts';
import { swapRuns } from './run-commands.ts';
import './clip-list.css';
import './run-picker.css';

/** Which runs are A and B, and further ones drawn beside; a model can be run from here over the filter. */
export function RunPicker() {
  const runA = useSession((s) => s.runA);
  const runB = useSession((s) => s.runB);
  const more = useSession((s) => s.moreRuns);
  return (
    <div className="run-picker" role="group" aria-label="Runs">
      <OneRun letter="A" runId={runA} />
      <IconButton icon={ArrowLeftRight} label="Swap A and B" command="runs.swap" size={13} onClick={swapRuns} />
      <OneRun letter="B" runId={runB} />
      {more.map((runId, i) => (
        <OneRun key={runId} letter={i === 0 ? 'C' : 'D'} runId={runId} />
      ))}
      {runA !== null && runB !== null && more.length < 2 && (
        <OneRun letter={more.length === 0 ? 'C' : 'D'} runId={null} adds />
      )}
    </div>
  );
}

function OneRun({ letter, runId, adds = false }: { letter: RunLetter; runId: string | null; adds?: boolean }) {
  const open = useRunChoice((s) => s.open === letter);
  const runs = useRuns().data ?? [];
  const run = runs.find((r) => r.runId === runId);
  const words = run?.modelTitle ?? (runId === null ? 'none' : 'run is gone');
  return (
    <DropdownMenu.Root open={open} onOpenChange={(next) => useRunChoice.setState({ open: next ? letter : null })}>
      <DropdownMenu.Trigger asChild>
        {adds ? (
          <button type="button" className="icon-button" aria-label="Show a further run">
            <Plus size={13} strokeWidth={1.75} aria-hidden />
          </button>
        ) : (
          <button
            type="button"
            className="run-button"
            title={run ? `${letter}: ${runInWords(run)}` : `${letter}: ${words}`}
          >
            <SeriesKey series={letter} />
            <span data-none={run === undefined}>{words}</span>
            <RunState run={run} />
          </button>
        )}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu run-menu" align="end" sideOffset={4} onCloseAutoFocus={focusClips}>
          <RunMenu letter={letter} runId={runId} runs={runs} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** How far a run under way has come. */
function RunState({ run }: { run: Run | undefined }) {
  const job = useLive((s) =>
    s.jobs.find((j) => j.kind === 'run' && j.result['runId'] === run?.runId && j.state === 'running'),
  );
  if (run?.status !== 'running') return null;
  return <small className="mono">{job ? `${count(job.done)} / ${count(job.total)}` : 'queued'}</small>;
}

function RunMenu({ letter, runId, runs }: { letter: RunLetter; runId: string | null; runs: readonly Run[] }) {
  const filter = useSession((s) => s.filter);
  const models = useModels().data ?? [];
  return (
    <>
      <DropdownMenu.Label className="menu-heading">{`Show as ${letter}`}</DropdownMenu.Label>
      {runs.length === 0 && <p className="menu-heading">No run yet.</p>}
      {runsToChoose(runs).map((run) => (
        <DropdownMenu.Item key={run.runId} className="menu-item run-item" onSelect={() => chooseRun(letter, run.runId)}>
          <span className="menu-check">{run.runId === runId ? '✓' : ''}</span>
          <span>
            <b>{run.modelTitle}</b> {run.modelVersion}
            <small>{runFacts(run)}</small>
          </span>
        </DropdownMenu.Item>
      ))}
      {runId !== null && (
        <DropdownMenu.Item className="menu-item" onSelect={() => chooseRun(letter, null)}>
          <span className="menu-check" />
          Show none as {letter}
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Separator className="menu-line" />
      <DropdownMenu.Label className="menu-heading">Run over the filtered clips</DropdownMenu.Label>
      {models.map((model) => (
        <DropdownMenu.Item
          key={model.modelId}
          className="menu-item"
          disabled={model.problem !== null}
          title={model.problem?.whatHappened ?? model.description}
          onSelect={() => startRun(model, filter, letter)}
        >
          <span className="menu-check">
            <Play size={11} strokeWidth={1.75} aria-hidden />
          </span>
          {model.title} {model.version}
        </DropdownMenu.Item>
      ))}
    </>
  );
}

/** A run's second line: how much it covers, where it ran, when. */
const runFacts = (run: Run): string => `${runReach(run)}, ${run.provider}, ${dateOf(run.createdUs)}`;
