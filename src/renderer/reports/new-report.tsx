import { useMutation } from '@tanstack/react-query';
import { FileChartColumn } from 'lucide-react';
import { useState } from 'react';
import type { ReportRequest } from '../../shared/api/report.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { scoreInfoOf } from '../../shared/domain/score.ts';
import { filterWords } from '../library/filter-words.ts';
import { MetricOptions } from '../score/metric-options.tsx';
import { api } from '../state/connection.ts';
import { useAppInfo, useDatasets, useProgress, useRuns, useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { plural } from '../ui/numbers.ts';
import { closeOverlay } from '../ui/overlay-state.ts';
import { runWords } from './run-words.ts';
import './reports-view.css';

type Format = ReportRequest['formats'][number];
const formats: readonly [Format, string][] = [
  ['html', 'HTML, one file'],
  ['pdf', 'PDF'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
];

/** Asks what a report is about and starts building it. */
export function NewReport() {
  const session = useSession();
  const runs = useRuns().data ?? [];
  const [runA, setRunA] = useState(session.runA ?? runs.at(-1)?.runId ?? '');
  const [runB, setRunB] = useState(session.runB ?? '');
  const [metric, setMetric] = useState(session.metric);
  const [wholeLibrary, setWholeLibrary] = useState(false);
  const [chosen, setChosen] = useState<readonly Format[]>(['html', 'csv', 'json']);
  const nameOf = (id: string) => runs.find((r) => r.runId === id)?.modelTitle ?? id;
  const suggested = runB === '' ? nameOf(runA) : `${nameOf(runA)} against ${nameOf(runB)}`;
  const [title, setTitle] = useState<string | null>(null);
  const filter = wholeLibrary ? {} : session.filter;
  const clips = useProgress(filter).data?.total;
  const noPdf = useAppInfo().data?.can.printPdf === false;
  const build = useMutation({
    mutationFn: (request: ReportRequest) => api.reports.build(request),
    onSuccess: () => {
      useSession.setState({ view: 'reports' });
      closeOverlay();
    },
  });
  const missing =
    runA === ''
      ? 'Choose run A first.'
      : chosen.length === 0
        ? 'Choose a format first.'
        : clips === 0
          ? 'No clip passes the filter.'
          : null;
  const submit = () =>
    build.mutate({
      title: (title ?? suggested).trim() || suggested,
      runIds: runB === '' ? [runA] : [runA, runB],
      filter,
      metric,
      formats: [...chosen],
    });
  return (
    <FormDialog
      title="New report"
      icon={<FileChartColumn size={17} strokeWidth={1.75} aria-hidden />}
      aside={clips !== undefined && plural(clips, 'clip')}
      submit="Build it"
      missing={missing}
      pending={build.isPending ? 'Starting.' : null}
      problem={build.error && problemOf(build.error)}
      onSubmit={submit}
      className="new-report"
    >
      <label className="field">
        <span>Title</span>
        <input
          className="input"
          autoFocus
          maxLength={200}
          value={title ?? suggested}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <RunChoice label="Run A" value={runA} onChange={setRunA} runs={runs} />
      <RunChoice label="Run B, for paired differences" value={runB} onChange={setRunB} runs={runs} none />
      <label className="field">
        <span>Metric that clips and slices are ordered by</span>
        <select className="select" value={metric} onChange={(event) => setMetric(event.target.value)}>
          <MetricOptions />
          {!scoreInfoOf(metric) && <option value={metric}>{metric}</option>}
        </select>
      </label>
      <ClipsChoice whole={wholeLibrary} onChange={setWholeLibrary} />
      <fieldset>
        <legend>Formats</legend>
        <div className="new-report-formats">
          {formats.map(([format, words]) => (
            <label key={format} className="check">
              <input
                type="checkbox"
                disabled={format === 'pdf' && noPdf}
                checked={chosen.includes(format)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, format] : chosen.filter((f) => f !== format))
                }
              />
              {words}
              {format === 'pdf' && noPdf && ', not on this machine: print the HTML'}
            </label>
          ))}
        </div>
      </fieldset>
    </FormDialog>
  );
}

function RunChoice({
  label,
  value,
  onChange,
  runs,
  none = false,
}: {
  label: string;
  value: string;
  onChange: (runId: string) => void;
  runs: NonNullable<ReturnType<typeof useRuns>['data']>;
  none?: boolean;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <select className="select" value={value} onChange={(event) => onChange(event.target.value)}>
        {(none || value === '') && <option value="">none</option>}
        {runs.map((run) => (
          <option key={run.runId} value={run.runId}>
            {runWords(run)}
          </option>
        ))}
      </select>
    </label>
  );
}

function ClipsChoice({ whole, onChange }: { whole: boolean; onChange: (whole: boolean) => void }) {
  const filter = useSession((s) => s.filter);
  const words = filterWords(filter, useDatasets().data ?? [], useTagTypes().data ?? []);
  if (Object.keys(filter).length === 0) return null;
  return (
    <fieldset>
      <legend>Clips</legend>
      <div className="new-report-formats">
        <label className="check">
          <input type="radio" name="clips" checked={!whole} onChange={() => onChange(false)} />
          {words}
        </label>
        <label className="check">
          <input type="radio" name="clips" checked={whole} onChange={() => onChange(true)} />
          all clips
        </label>
      </div>
    </fieldset>
  );
}
