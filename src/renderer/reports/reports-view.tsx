import { Download, ExternalLink, FileChartColumn, Play, Plus } from 'lucide-react';
import { problemOf } from '../../shared/domain/problem.ts';
import type { ReportInfo } from '../../shared/api/report.ts';
import { mediaUrl } from '../state/connection.ts';
import { useLive } from '../state/live.ts';
import { useProgress, useReports, useRuns } from '../state/queries.ts';
import { Button } from '../ui/button.tsx';
import { JobProgress } from '../jobs/job-progress.tsx';
import { bytes, count, dateOf, plural } from '../ui/numbers.ts';
import { openOverlay } from '../ui/overlay-state.ts';
import { Panel } from '../ui/panel.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import './reports-view.css';

const newReport = () => openOverlay({ kind: 'new-report' });

/** The reports of the workspace, newest first, each in the formats it was built in. */
export function ReportsView() {
  const reports = useReports();
  const noRuns = (useRuns().data?.length ?? 0) === 0;
  const building = useLive((s) => s.jobs).filter(
    (j) => j.kind === 'report' && (j.state === 'running' || j.state === 'queued'),
  );
  const list = [...(reports.data ?? [])].sort((a, b) => b.createdUs - a.createdUs);
  const reason = noRuns ? 'Run a model first: a report is about a run.' : null;
  return (
    <div className="view">
      <Panel
        title="Reports"
        fact={reports.data && count(list.length)}
        actions={
          <Button icon={Plus} disabledReason={reason} onClick={newReport}>
            New report
          </Button>
        }
      >
        {reports.isPending && <Loading what="Reading the reports" rows={4} rowHeight={52} />}
        {reports.isError && <ProblemCard problem={problemOf(reports.error)} />}
        {building.map((job) => (
          <div key={job.jobId} className="report">
            <div className="report-what">
              <h3>{job.title}</h3>
              <JobProgress job={job} />
            </div>
          </div>
        ))}
        {reports.data && list.length === 0 && building.length === 0 && <NoReports noRuns={noRuns} />}
        {list.map((report) => (
          <ReportItem key={report.reportId} report={report} />
        ))}
      </Panel>
    </div>
  );
}

/** What a report is, and the one step to the first. */
function NoReports({ noRuns }: { noRuns: boolean }) {
  const clips = useProgress({}).data?.total ?? 0;
  return noRuns ? (
    <Empty
      icon={FileChartColumn}
      action={
        <Button icon={Play} tone="main" onClick={() => openOverlay({ kind: 'run-model', filter: {}, clips })}>
          Run a model on {plural(clips, 'clip')}
        </Button>
      }
    >
      No report yet. A report is about a run, and there is none.
    </Empty>
  ) : (
    <Empty
      icon={FileChartColumn}
      action={
        <Button icon={Plus} tone="main" onClick={newReport}>
          New report
        </Button>
      }
    >
      No report yet. A report is one file that opens anywhere, with its tables as CSV and JSON beside it.
    </Empty>
  );
}

type ReportFile = ReportInfo['files'][number];
const order: readonly ReportFile['format'][] = ['html', 'pdf', 'csv', 'json'];

function ReportItem({ report }: { report: ReportInfo }) {
  const files = [...report.files].sort((a, b) => order.indexOf(a.format) - order.indexOf(b.format));
  return (
    <section className="report" aria-label={report.title}>
      <div className="report-what">
        <h3>{report.title}</h3>
        <p>{dateOf(report.createdUs)}</p>
      </div>
      <ul className="report-files">
        {files.map((file) => (
          <li key={file.url}>
            <FileLinks file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Documents open in a window of their own and can be saved; tables are saved. */
function FileLinks({ file }: { file: ReportFile }) {
  const name = decodeURIComponent(file.url.split('/').at(-1) ?? file.format);
  const opens = file.format === 'html' || file.format === 'pdf';
  return (
    <>
      {opens && (
        <a className="button" href={mediaUrl(file.url)} target="_blank" rel="noreferrer">
          <ExternalLink size={13} strokeWidth={1.75} aria-hidden />
          Open {file.format.toUpperCase()}
        </a>
      )}
      <a
        className="button"
        data-tone={opens ? 'quiet' : undefined}
        href={mediaUrl(file.url)}
        download={name}
        title={file.path}
        aria-label={`Save ${name}, ${bytes(file.bytes)}`}
      >
        <Download size={13} strokeWidth={1.75} aria-hidden />
        {opens ? bytes(file.bytes) : `${name}, ${bytes(file.bytes)}`}
      </a>
    </>
  );
}
