import { FlaskConical, Table2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { labKinds, type LabKind, type LabResult } from '../../../shared/domain/lab.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import { JobProgress } from '../../jobs/job-progress.tsx';
import { useLive } from '../../state/live.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Empty, Loading, ProblemCard } from '../../ui/states.tsx';
import { figureNames, figureTitles } from '../figure-names.ts';
import { recordsOf, useLabRecords, useLabResult, useQuoted } from '../lab-queries.ts';
import { useLab, type FigurePlace } from '../lab-state.ts';
import { ComputeForm } from './compute-form.tsx';
import { ControlFigure } from './control-figure.tsx';
import { EarlierMenu, ExportMenu } from './figure-menus.tsx';
import { FigureTables } from './figure-tables-view.tsx';
import { DiagnosisFigure, MotionFigure, ProbeFigure } from './forest-figures.tsx';
import { FrontierFigure } from './frontier-figure.tsx';
import { newerProblems, recordWords, shownRecord } from './record-words.ts';

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
  const record = shownRecord(ofKind, chosen);
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
        {record &&
          newerProblems(ofKind, record).map((problem) => (
            <p key={problem} className="lab-note" data-problem>
              {`A newer result cannot be read. ${problem}`}
            </p>
          ))}
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
            actions={
              <>
                <Button onClick={() => void result.refetch()}>Look again</Button>
                {!job && compute}
              </>
            }
          />
        )}
        {result.data && <Shown result={result.data} isTable={isTable} />}
      </div>
    </Panel>
  );
}

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
