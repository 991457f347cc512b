import { ArrowLeftRight, Play, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import type { Run } from '../../shared/domain/run.ts';
import { runReach } from '../jobs/run-words.ts';
import { useLive } from '../state/live.ts';
import { useModels, useRuns } from '../state/queries.ts';
import { useSession, useShownRuns } from '../state/session.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { count, dateOf } from '../ui/numbers.ts';
import { SeriesKey } from '../ui/series-key.tsx';
import { chooseRun, runInWords, runsToChoose, startRun, toggleFurther, useRunChoice } from './run-choice.ts';
import { focusClips } from './focus-clips.ts';
import { swapRuns } from './run-commands.ts';
import './clip-list.css';
import './run-picker.css';

/** Which runs are A and B, and further ones drawn beside; a model can be run from here over the filter. */
export function RunPicker() {
  const runA = useSession((s) => s.runA);
  const runB = useSession((s) => s.runB);
  const any = useSession((s) => s.moreRuns.length > 0);
  return (
    <div className="run-picker" role="group" aria-label="Runs">
      <OneRun letter="A" runId={runA} />
      <IconButton
        icon={ArrowLeftRight}
        label="Swap A and B"
        command="runs.swap"
        size={13}
        disabledReason={runA === null && runB === null ? 'No run is shown.' : null}
        onClick={swapRuns}
      />
      <OneRun letter="B" runId={runB} />
      {(any || (runA !== null && runB !== null)) && <FurtherRuns />}
    </div>
  );
}

const nameOf = (run: Run | undefined, runId: string | null): string =>
  run?.modelTitle ?? (runId === null ? 'none' : 'run is gone');

/** A list of runs that opens by its button or its key. */
function RunList({
  name,
  button,
  children,
}: {
  name: 'A' | 'B' | 'further';
  button: ReactElement;
  children: ReactNode;
}) {
  const open = useRunChoice((s) => s.open === name);
  return (
    <DropdownMenu.Root open={open} onOpenChange={(next) => useRunChoice.setState({ open: next ? name : null })}>
      <DropdownMenu.Trigger asChild>{button}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu run-menu" align="end" sideOffset={4} onCloseAutoFocus={focusClips}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function OneRun({ letter, runId }: { letter: 'A' | 'B'; runId: string | null }) {
  const runs = useRuns().data ?? [];
  const run = runs.find((r) => r.runId === runId);
  const words = nameOf(run, runId);
  const button = (
    <button type="button" className="run-button" title={`${letter}: ${run ? runInWords(run) : words}`}>
      <SeriesKey series={letter} />
      <span data-none={run === undefined}>{words}</span>
      <RunState run={run} />
    </button>
  );
  return (
    <RunList name={letter} button={button}>
      <DropdownMenu.Label className="menu-heading">{`Show as ${letter}`}</DropdownMenu.Label>
      {runs.length === 0 && <p className="menu-heading">No run yet.</p>}
      {runsToChoose(runs).map((r) => (
        <DropdownMenu.Item key={r.runId} className="menu-item run-item" onSelect={() => chooseRun(letter, r.runId)}>
          <span className="menu-check">{r.runId === runId ? '✓' : ''}</span>
          <RunWords run={r} />
        </DropdownMenu.Item>
      ))}
      {runId !== null && (
        <DropdownMenu.Item className="menu-item" onSelect={() => chooseRun(letter, null)}>
          <span className="menu-check" />
          Show none as {letter}
        </DropdownMenu.Item>
      )}
      <RunAModel place={letter} />
    </RunList>
  );
}

/** So many keys of further runs stand in the title bar. */
const KEYS = 3;

/** The runs drawn beside A and B: their keys, and a list in which any number of runs is shown or hidden. */
function FurtherRuns() {
  const runA = useSession((s) => s.runA);
  const runB = useSession((s) => s.runB);
  const further = useShownRuns().slice([runA, runB].filter((r) => r !== null).length);
  const runs = useRuns().data ?? [];
  const keys = further.slice(0, further.length > KEYS ? KEYS - 1 : KEYS);
  const said = further.map(
    ({ letter, runId }) =>
      `${letter} ${nameOf(
        runs.find((r) => r.runId === runId),
        runId,
      )}`,
  );
  const button = (
    <button
      type="button"
      className="run-button further-runs"
      data-empty={further.length === 0}
      aria-label={further.length === 0 ? 'Show further runs' : `Further runs: ${said.join(', ')}`}
      title={further.length === 0 ? 'Show further runs' : said.join('\n')}
    >
      {keys.map(({ letter }) => (
        <SeriesKey key={letter} series={letter} />
      ))}
      {further.length > keys.length && <span className="run-count">{`+${String(further.length - keys.length)}`}</span>}
      {further.length === 0 && <Plus size={13} strokeWidth={1.75} aria-hidden />}
    </button>
  );
  const others = runsToChoose(runs).filter((r) => r.runId !== runA && r.runId !== runB);
  // What is gone can still be taken out of the view.
  const gone = further.filter(({ runId }) => !runs.some((r) => r.runId === runId));
  return (
    <RunList name="further" button={button}>
      <DropdownMenu.Label className="menu-heading">Show beside A and B</DropdownMenu.Label>
      {others.length === 0 && <p className="menu-heading">No further run yet.</p>}
      {[...others.map((r) => r.runId), ...gone.map((g) => g.runId)].map((runId) => {
        const run = runs.find((r) => r.runId === runId);
        const letter = further.find((f) => f.runId === runId)?.letter;
        return (
          <DropdownMenu.CheckboxItem
            key={runId}
            className="menu-item run-item"
            checked={letter !== undefined}
            onCheckedChange={() => toggleFurther(runId)}
            // The list stays open: more than one run is often chosen.
            onSelect={(event) => event.preventDefault()}
          >
            <span className="run-check">{letter && <SeriesKey series={letter} />}</span>
            {run ? <RunWords run={run} /> : <span>run is gone</span>}
          </DropdownMenu.CheckboxItem>
        );
      })}
      {further.length > 0 && (
        <DropdownMenu.Item className="menu-item" onSelect={() => useSession.getState().set({ moreRuns: [] })}>
          <span className="run-check" />
          Show only A and B
        </DropdownMenu.Item>
      )}
      <RunAModel place="further" />
    </RunList>
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

/** A run in a list: its model, then how much it covers, where it ran, when. */
function RunWords({ run }: { run: Run }) {
  return (
    <span>
      <b>{run.modelTitle}</b> {run.modelVersion}
      <small>{`${runReach(run)}, ${run.provider}, ${dateOf(run.createdUs)}`}</small>
    </span>
  );
}

/** The models that can be run over the filter, with the place where their run is then shown. */
function RunAModel({ place }: { place: 'A' | 'B' | 'further' }) {
  const filter = useSession((s) => s.filter);
  const models = (useModels().data ?? []).filter((model) => model.role !== 'part');
  return (
    <>
      <DropdownMenu.Separator className="menu-line" />
      <DropdownMenu.Label className="menu-heading">Run over the filtered clips</DropdownMenu.Label>
      {models.map((model) => (
        <DropdownMenu.Item
          key={model.modelId}
          className="menu-item"
          disabled={model.problem !== null}
          title={model.problem?.whatHappened ?? model.description}
          onSelect={() => startRun(model, filter, place)}
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
