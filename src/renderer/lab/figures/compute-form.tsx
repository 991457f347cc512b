import { useMutation } from '@tanstack/react-query';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { LabKind } from '../../../shared/domain/lab.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import { filterWords } from '../../library/filter-words.ts';
import { api } from '../../state/connection.ts';
import { useDatasets, useProgress, useTagTypes } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/notices.ts';
import { count, plural } from '../../ui/numbers.ts';
import { ProblemCard } from '../../ui/states.tsx';
import { figureNames } from '../figure-names.ts';
import { PROBE_WINDOWS, useLab } from '../lab-state.ts';

/** Whether denoising steps matter to an experiment. */
const denoises = (kind: LabKind): boolean => kind !== 'probe';
const perClip: readonly LabKind[] = ['control', 'motion'];

/** What the number of windows does to an experiment. */
const whyWindows = (kind: LabKind): string =>
  kind === 'probe'
    ? `A probe is trained on most of them: with fewer than about ${count(PROBE_WINDOWS)} it knows its pictures by heart and encoders are told apart by chance.`
    : kind === 'frontier' || kind === 'diagnosis'
      ? 'FID and KID depend on the number of windows: compare them at equal counts only.'
      : 'More clips make narrower intervals.';

/** A whole number of a field within its bounds; null for anything else. */
export function wholeNumber(text: string, low: number, high: number): number | null {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high ? value : null;
}

/** Asks over which clips an experiment goes, and starts it. */
export function ComputeForm({ kind, trigger }: { kind: LabKind; trigger: React.ReactElement }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu lab-compute"
          align="end"
          sideOffset={4}
          aria-label={`Compute ${figureNames[kind]}`}
        >
          <Form kind={kind} onStarted={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Form({ kind, onStarted }: { kind: LabKind; onStarted: () => void }) {
  const filter = useSession((s) => s.filter);
  const isFiltered = Object.keys(filter).length > 0;
  const [whole, setWhole] = useState(!isFiltered);
  const usual = kind === 'probe' ? 'probeWindows' : 'windows';
  const [windows, setWindows] = useState(String(useLab((s) => s[usual])));
  const [steps, setSteps] = useState(String(useLab((s) => s.steps)));
  const used = whole ? {} : filter;
  const clips = useProgress(used).data?.total;
  const words = filterWords(filter, useDatasets().data ?? [], useTagTypes().data ?? []);
  const windowCount = wholeNumber(windows, 2, 5000);
  const stepCount = wholeNumber(steps, 1, 1000);
  const start = useMutation({
    mutationFn: () =>
      api.lab.start({ kind, filter: used, modelIds: [], windows: windowCount ?? 2, steps: stepCount ?? 1, seed: 42 }),
    onSuccess: () => {
      useLab.setState((s) => ({
        [usual]: windowCount ?? s[usual],
        steps: stepCount ?? s.steps,
        chosen: { ...s.chosen, [kind]: undefined },
      }));
      announce(`${figureNames[kind]} is being computed`);
      onStarted();
    },
  });
  const reason =
    clips === 0
      ? 'No clip passes the filter.'
      : windowCount === null
        ? 'Windows: a whole number from 2 to 5000.'
        : stepCount === null
          ? 'Steps: a whole number from 1 to 1000.'
          : start.isPending
            ? 'Starting.'
            : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === null) start.mutate();
      }}
    >
      {isFiltered && (
        <fieldset>
          <legend>Clips</legend>
          <label className="check">
            <input type="radio" name="lab-clips" checked={!whole} onChange={() => setWhole(false)} />
            {words}
          </label>
          <label className="check">
            <input type="radio" name="lab-clips" checked={whole} onChange={() => setWhole(true)} />
            all clips
          </label>
        </fieldset>
      )}
      <label className="field">
        <span>{perClip.includes(kind) ? 'Windows at most, one a clip' : 'Windows at most, spread over the clips'}</span>
        <input
          className="input"
          inputMode="numeric"
          autoFocus
          title={whyWindows(kind)}
          value={windows}
          aria-invalid={windowCount === null}
          onChange={(event) => setWindows(event.target.value)}
        />
      </label>
      {denoises(kind) && (
        <label className="field">
          <span>DDIM steps</span>
          <input
            className="input"
            inputMode="numeric"
            value={steps}
            aria-invalid={stepCount === null}
            onChange={(event) => setSteps(event.target.value)}
          />
        </label>
      )}
      <p className="menu-heading">Seed 42. {whyWindows(kind)}</p>
      {start.isError && <ProblemCard problem={problemOf(start.error)} />}
      <Button tone="main" type="submit" disabledReason={reason}>
        Compute on {clips === undefined ? 'the clips' : plural(clips, 'clip')}
        {windowCount !== null && clips !== undefined && clips > windowCount && `, ${count(windowCount)} windows`}
      </Button>
    </form>
  );
}
