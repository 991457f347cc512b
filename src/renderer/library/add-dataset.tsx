import { useMutation } from '@tanstack/react-query';
import { Database } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DatasetProbe } from '../../shared/domain/dataset.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { JobProgress } from '../jobs/job-progress.tsx';
import { api } from '../state/connection.ts';
import { useLive } from '../state/live.ts';
import { useDatasets } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FolderField } from '../ui/folder-field.tsx';
import { bytes, plural } from '../ui/numbers.ts';
import { closeOverlay } from '../ui/overlay-state.ts';
import { Loading, ProblemCard } from '../ui/states.tsx';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import './add-dataset.css';
import { datasetFacts } from './dataset-words.ts';

/** Looks into a folder, tells what is there, and indexes it when the user says so. */
export function AddDataset({ path: given }: { path: string }) {
  const [path, setPath] = useState(given);
  const [chosen, setChosen] = useState(0);
  const probe = useMutation({ mutationFn: (at: string) => api.datasets.probe({ path: at }) });
  const add = useMutation({
    mutationFn: (found: DatasetProbe) => api.datasets.add({ path: found.rootPath, version: found.version }),
  });
  const { mutate } = probe;
  useEffect(() => {
    if (given !== '') mutate(given);
  }, [given, mutate]);
  const look = (at: string) => {
    setPath(at);
    setChosen(0);
    if (at.trim() !== '') mutate(at.trim());
  };
  const found = probe.data?.at(chosen);
  if (add.data) return <Indexing jobId={add.data.jobId} title={found?.title ?? 'Data set'} />;
  const problem = add.error ?? probe.error;
  return (
    <Dialog
      title="Add a data set"
      icon={<Database size={17} strokeWidth={1.75} aria-hidden />}
      footer={
        <>
          <span>The recordings stay where they are.</span>
          <span className="dialog-space" />
          <Button tone="quiet" onClick={closeOverlay}>
            Cancel
          </Button>
          {found && !probe.isPending ? (
            <Button
              tone="main"
              autoFocus
              disabledReason={add.isPending ? 'Starting.' : null}
              onClick={() => add.mutate(found)}
            >
              {found.knownAs === null ? 'Index it' : 'Index it again'}
            </Button>
          ) : (
            <Button
              tone="main"
              disabledReason={path.trim() === '' ? 'Name a folder first.' : probe.isPending ? 'Looking.' : null}
              onClick={() => look(path)}
            >
              Look into it
            </Button>
          )}
        </>
      }
    >
      <form
        className="add-dataset"
        onSubmit={(event) => {
          event.preventDefault();
          look(path);
        }}
      >
        <FolderField
          label="Folder of a NAVSIM, nuScenes or PhysicalAI-AV download"
          value={path}
          onChange={(next) => {
            setPath(next);
            probe.reset();
          }}
          onPicked={look}
          invalid={probe.isError}
        />
        {probe.isPending && <Loading what="Looking into the folder" rows={3} />}
        {problem && <ProblemCard problem={problemOf(problem)} />}
        {probe.data && probe.data.length > 1 && (
          <div className="add-versions" role="radiogroup" aria-label="Version">
            {probe.data.map((p, i) => (
              <label key={p.version} className="check">
                <input type="radio" name="version" checked={i === chosen} onChange={() => setChosen(i)} />
                {p.title}
              </label>
            ))}
          </div>
        )}
        {found && <Found probe={found} />}
      </form>
    </Dialog>
  );
}

/** What the folder holds and what it lacks. */
function Found({ probe }: { probe: DatasetProbe }) {
  return (
    <section className="add-found" aria-label="Found">
      <h3>{probe.title}</h3>
      <p className="mono selectable">{probe.rootPath}</p>
      <p>
        {bytes(probe.tableBytes)} of tables
        {probe.knownAs !== null && `. Already in the workspace as ${probe.knownAs}`}
      </p>
      <ul>
        {probe.parts.map((part) => (
          <li key={part.name} data-found={part.found || undefined}>
            <VerdictGlyph verdict={part.found ? 'pass' : 'na'} label={part.found ? 'found' : 'not found'} />
            <span>{part.name}</span>
            <span>{part.detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The index job of the data set that was just added. */
function Indexing({ jobId, title }: { jobId: string; title: string }) {
  const job = useLive((s) => s.jobs.find((j) => j.jobId === jobId));
  const over = job !== undefined && job.state !== 'queued' && job.state !== 'running';
  const good = job?.state === 'done';
  const show = () => {
    useSession.setState({ view: 'library' });
    closeOverlay();
  };
  return (
    <Dialog
      title={`Indexing ${title}`}
      icon={<Database size={17} strokeWidth={1.75} aria-hidden />}
      footer={
        <>
          <span>{over ? '' : 'It goes on when this is closed.'}</span>
          <span className="dialog-space" />
          <Button tone="main" autoFocus onClick={show}>
            {good ? 'Show the clips' : 'Close'}
          </Button>
        </>
      }
    >
      <div className="add-dataset" aria-live="polite">
        {job && !over && <JobProgress job={job} />}
        {!job && <Loading what="Starting" />}
        {good && <Indexed datasetId={job.result.datasetId} />}
        {job?.state === 'cancelled' && <p>Cancelled. What was indexed stays; indexing it again goes on from there.</p>}
        {job?.problem && <ProblemCard problem={job.problem} />}
        {job && job.failureCount > 0 && (
          <details>
            <summary>{plural(job.failureCount, 'row or file', 'rows or files')} could not be used</summary>
            <ul className="add-failures selectable">
              {job.failures.map((f, i) => (
                <li key={i}>
                  <b className="mono">{f.item}</b> {f.problem.whatHappened}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Dialog>
  );
}

/** What the index now holds, and what is not on disk. */
function Indexed({ datasetId }: { datasetId: string | undefined }) {
  const dataset = useDatasets().data?.find((d) => d.datasetId === datasetId);
  if (!dataset) return <p>Indexed.</p>;
  return (
    <ul className="add-indexed">
      {datasetFacts(dataset).map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}
