import { Download, FlaskConical, History, Table2, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, useState } from 'react';
import { labKinds, type LabKind, type LabRecord, type LabResult } from '../../../shared/domain/lab.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import { JobProgress } from '../../jobs/job-progress.tsx';
import { api } from '../../state/connection.ts';
import { useLive } from '../../state/live.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { attempt } from '../../ui/notices.ts';
import { dateOf, duration, plural } from '../../ui/numbers.ts';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Empty, Loading, ProblemCard } from '../../ui/states.tsx';
import { figureNames, figureTitles } from '../figure-names.ts';
import { recordsOf, useLabRecords, useLabResult, useQuoted } from '../lab-queries.ts';
import { useLab, type FigurePlace } from '../lab-state.ts';
import { ComputeForm } from './compute-form.tsx';
import { ControlFigure } from './control-figure.tsx';
import { exportFigure, figureFormats } from './figure-export.ts';
import { FigureTables } from './figure-tables-view.tsx';
import { DiagnosisFigure, MotionFigure, ProbeFigure } from './forest-figures.tsx';
import { FrontierFigure } from './frontier-figure.tsx';

const kinds = labKinds.map((kind) => ({ value: kind, label: figureNames[kind] }));

/** The experiment of a kind that is being computed now. */
const useLabJob = (kind: LabKind) =>
  useLive((s) =>
    s.jobs.find(
      (j) =>
        j.kind === 'lab' &&
        (j.state === 'running' || j.state === 'queued') &&
        (j.result['labId'] ?? '').startsWith(`${kind}-`),
    ),
  );

/** One experiment: its newest result as a figure or a table, the earlier ones, and a way to compute it anew. */
export function FigurePanel({ place }: { place: FigurePlace }) {
  const kind = useLab((s) => s.figures[place]);
  const records = useLabRecords();
  const ofKind = recordsOf(records.data ?? [], kind);
  const chosen = useLab((s) => s.chosen[kind]);
  const record = ofKind.find((r) => r.labId === chosen) ?? ofKind.at(0) ?? null;
  const result = useLabResult(record?.labId ?? null);
  const job = useLabJob(kind);
  const [isTable, setTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const { title, fact, empty } = figureTitles[kind];
  const compute = (
    <ComputeForm
      kind={kind}
      trigger={
        <button type="button" className="button lab-compute-button" aria-disabled={job ? true : undefined}>
          <FlaskConical size={13} strokeWidth={1.75} aria-hidden />
          Compute
        </button>
      }
    />
  );
  return (
    <Panel
      title={place === 0 ? 'Figure' : 'Second figure'}
      header={
        <>
          <Segmented
            label="Figure"
            value={kind}
            options={kinds}
            onChange={(next) =>
              useLab.setState((s) => ({ figures: place === 0 ? [next, s.figures[1]] : [s.figures[0], next] }))
            }
          />
          <span className="panel-space" />
          {record && (
            <>
              <IconButton
                icon={Table2}
                label={isTable ? 'Show the figure' : 'Show the table'}
                pressed={isTable}
                onClick={() => setTable(!isTable)}
              />
              <EarlierMenu records={ofKind} record={record} kind={kind} />
              <ExportMenu result={result.data} isTable={isTable} body={body} />
              {!job && compute}
            </>
          )}
        </>
      }
      className="lab-figure-panel"
    >
      <div
        ref={body}
        className="lab-figure-body"
        onKeyDown={(event) => event.key.startsWith('Arrow') && event.stopPropagation()}
      >
        {job && (
          <div className="lab-job">
            <JobProgress job={job} />
          </div>
        )}
        {record && (
          <p className="lab-figure-title">
            <b>{title}</b> {fact} <span>{recordWords(record)}</span>
          </p>
        )}
        {records.isPending && <Loading what="Reading the results" rows={3} />}
        {records.isError && <ProblemCard problem={problemOf(records.error)} />}
        {records.data && !record && !job && (
          <Empty icon={FlaskConical} action={compute}>
            <b>{title}.</b> {empty} Not computed yet.
          </Empty>
        )}
        {record && result.isPending && <Loading what="Reading the result" rows={4} />}
        {result.isError && (
          <ProblemCard
            problem={problemOf(result.error)}
            actions={<Button onClick={() => void result.refetch()}>Look again</Button>}
          />
        )}
        {result.data && <Shown result={result.data} isTable={isTable} />}
      </div>
    </Panel>
  );
}

const recordWords = (record: LabRecord): string =>
  `${dateOf(record.createdUs)}, ${plural(record.windows, 'window')} of ${plural(record.clips, 'clip')}, ${String(record.request.steps)} steps`;

function Shown({ result, isTable }: { result: LabResult; isTable: boolean }) {
  const quoted = useQuoted().data ?? [];
  const { figures, record } = result;
  if (isTable) return <FigureTables result={result} quoted={quoted} />;
  return (
    <>
      {figures.kind === 'frontier' && <FrontierFigure figures={figures} quoted={quoted} />}
      {figures.kind === 'control' && <ControlFigure figures={figures} quoted={quoted} />}
      {figures.kind === 'motion' && <MotionFigure figures={figures} quoted={quoted} />}
      {figures.kind === 'diagnosis' && <DiagnosisFigure figures={figures} />}
      {figures.kind === 'probe' && <ProbeFigure figures={figures} quoted={quoted} />}
      {record.notes.map((note) => (
        <p key={note} className="lab-note">
          {note}
        </p>
      ))}
    </>
  );
}

/** The results of a kind, newest first, and a way to remove the one that is shown. */
function EarlierMenu({ records, record, kind }: { records: readonly LabRecord[]; record: LabRecord; kind: LabKind }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button" aria-label="Earlier results" title="Earlier results">
          <History size={14} strokeWidth={1.75} aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Label className="menu-heading">{`${figureNames[kind]}, newest first`}</DropdownMenu.Label>
          {records.map((r) => (
            <DropdownMenu.Item
              key={r.labId}
              className="menu-item"
              onSelect={() => useLab.setState((s) => ({ chosen: { ...s.chosen, [kind]: r.labId } }))}
            >
              <span className="menu-check">{r.labId === record.labId ? '✓' : ''}</span>
              <span title={`took ${duration(r.durationS)} on ${r.provider}`}>
                {r.problem === null ? recordWords(r) : `${dateOf(r.createdUs)}: ${r.problem}`}
              </span>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item
            className="menu-item"
            onSelect={() => attempt(() => api.lab.remove({ labId: record.labId }))}
          >
            <span className="menu-check">
              <Trash2 size={11} strokeWidth={1.75} aria-hidden />
            </span>
            Remove the one that is shown
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const formatWords = {
  csv: 'CSV, numbers in full',
  json: 'JSON, with its record',
  svg: 'SVG, the figure',
  png: 'PNG, the figure',
} as const;

function ExportMenu({
  result,
  isTable,
  body,
}: {
  result: LabResult | undefined;
  isTable: boolean;
  body: React.RefObject<HTMLDivElement | null>;
}) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button" aria-label="Save the figure" title="Save the figure">
          <Download size={14} strokeWidth={1.75} aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {figureFormats.map((format) => {
            const isDrawn = format === 'svg' || format === 'png';
            return (
              <DropdownMenu.Item
                key={format}
                className="menu-item"
                disabled={!result || (isDrawn && isTable)}
                onSelect={() => result && exportFigure(result, format, body.current)}
              >
                <span className="menu-check" />
                {formatWords[format]}
                {isDrawn && isTable && ': show the figure first'}
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
