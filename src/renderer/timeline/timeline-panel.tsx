import { problemOf } from '../../shared/domain/problem.ts';
import { useClipDetail } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Panel } from '../ui/panel.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { TimelineBody } from './timeline-body.tsx';
import { Transport } from './transport.tsx';
import './timeline.css';

/** Transport and timeline of the open clip. */
export function TimelinePanel() {
  const clipId = useSession((s) => s.clipId);
  const { data: clip, error } = useClipDetail(clipId);
  return (
    <Panel title="Timeline" header={<Transport clip={clip ?? null} />} className="timeline-panel">
      {clip ? (
        <TimelineBody clip={clip} />
      ) : error ? (
        <ProblemCard problem={problemOf(error)} />
      ) : clipId === null ? (
        <Empty>No clip is open.</Empty>
      ) : (
        <Loading what="Opening the clip" rows={4} />
      )}
    </Panel>
  );
}
