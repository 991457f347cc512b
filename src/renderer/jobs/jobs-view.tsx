import { FileInput } from 'lucide-react';
import type { Job } from '../../shared/domain/job.ts';
import { api } from '../state/connection.ts';
import { useLive } from '../state/live.ts';
import { Button } from '../ui/button.tsx';
import { attempt } from '../ui/notices.ts';
import { count, dateOf, duration, plural, withUnit } from '../ui/numbers.ts';
import { openOverlay } from '../ui/overlay-state.ts';
import { Panel } from '../ui/panel.tsx';
import { Empty, ProblemCard } from '../ui/states.tsx';
import { VerdictGlyph, type Verdict } from '../ui/verdict-glyph.tsx';
import { JobProgress } from './job-progress.tsx';
import { jobState } from './job-words.ts';
import { RunsSection } from './runs-section.tsx';
import './jobs-view.css';

const isOver = (job: Job): boolean => job.state !== 'queued' && job.state !== 'running';

/** All jobs since the workspace was opened, newest first, and the runs that it keeps. */
export function JobsView() {
  const jobs = useLive((s) => s.jobs);
  const over = jobs.filter(isOver);
  const newestFirst = [...jobs].reverse();
  return (
    <div className="view">
      <Panel
        title="Jobs"
        fact={count(jobs.length)}
        actions={
          <>
            <Button icon={FileInput} onClick={() => openOverlay({ kind: 'import-scores' })}>
              Import scores…
            </Button>
            {over.length > 0 && (
              <Button
                tone="quiet"
                onClick={() => attempt(() => Promise.all(over.map(({ jobId }) => api.jobs.dismiss({ jobId }))))}
              >
                Clear {plural(over.length, 'ended job')}
              </Button>
            )}
          </>
        }
      >
        {jobs.length === 0 && <Empty>No jobs. Indexing, model runs and reports appear here while they work.</Empty>}
        <ul className="jobs">
          {newestFirst.map((job) => (
            <JobItem key={job.jobId} job={job} />
          ))}
        </ul>
        <RunsSection />
      </Panel>
    </div>
  );
}

const verdicts: Record<Job['state'], Verdict> = {
  queued: 'na',
  running: 'na',
  done: 'pass',
  failed: 'fail',
  cancelled: 'half',
};

function JobItem({ job }: { job: Job }) {
  const verdict = job.state === 'done' && job.failureCount > 0 ? 'half' : verdicts[job.state];
  const took = job.startedUs !== null && job.finishedUs !== null ? (job.finishedUs - job.startedUs) / 1e6 : null;
  return (
    <li className="job">
      <div className="job-head">
        <VerdictGlyph verdict={verdict} label={job.state} />
        <h3>{job.title}</h3>
        <span className="job-state">{jobState(job)}</span>
        <span className="panel-space" />
        {job.startedUs !== null && <span className="job-time">{dateOf(job.startedUs)}</span>}
        {took !== null && <span className="job-time mono">{took < 10 ? withUnit(took, 's') : duration(took)}</span>}
        {isOver(job) && (
          <Button tone="quiet" onClick={() => attempt(() => api.jobs.dismiss({ jobId: job.jobId }))}>
            Clear
          </Button>
        )}
      </div>
      {!isOver(job) && <JobProgress job={job} />}
      {isOver(job) && job.total > 0 && (
        <p className="job-figures mono">
          {count(job.done)} / {count(job.total)} {job.unit}
        </p>
      )}
      {job.problem && <ProblemCard problem={job.problem} />}
      {job.failureCount > 0 && <JobFailures job={job} />}
    </li>
  );
}

/** What was left out and why; the first hundred are listed, all are counted. */
function JobFailures({ job }: { job: Job }) {
  return (
    <details className="job-failures">
      <summary>
        {count(job.failureCount)} left out
        {job.failures.length < job.failureCount && `, the first ${count(job.failures.length)} listed`}
      </summary>
      <table className="selectable">
        <thead>
          <tr>
            <th>What</th>
            <th>Why</th>
            <th>What to do</th>
          </tr>
        </thead>
        <tbody>
          {job.failures.map((failure, i) => (
            <tr key={i}>
              <td className="mono">{failure.item}</td>
              <td>{failure.problem.whatHappened}</td>
              <td>{failure.problem.whatToDo}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
