import { MessageSquareText, Navigation } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { useClock } from '../state/clock.ts';
import { useDecision } from '../state/decision.ts';
import { useClipDetail } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { clipTime, fixed, plural } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import { Absent, Empty } from '../ui/states.tsx';
import { commandAt, guidanceAt, labelsAt, routeLengthAt } from './guidance/scene-facts.ts';
import './guidance-panel.css';

/** What the recording itself says of the drive: the command, the route, labels, and sentences of guidance. */
export function GuidancePanel() {
  const clipId = useSession((s) => s.clipId);
  const { data: clip } = useClipDetail(clipId);
  return (
    <Panel title="Guidance" fact={clip && sourceWords(clip)} className="guidance-panel">
      {clip ? <Guidance clip={clip} /> : <Empty>No clip is open.</Empty>}
    </Panel>
  );
}

const sourceWords = (clip: ClipDetail): string =>
  clip.guidance.length > 0 ? `${plural(clip.guidance.length, 'instant')}, from the recording` : 'none';

function Guidance({ clip }: { clip: ClipDetail }) {
  return (
    <div className="guidance selectable">
      <Told clip={clip} />
      <Labels clip={clip} />
      {clip.guidance.length === 0 ? (
        <Absent icon={MessageSquareText}>No guidance: this recording has no sentences.</Absent>
      ) : (
        <Cards clip={clip} />
      )}
    </div>
  );
}

/** Command and route at the decision instant. */
function Told({ clip }: { clip: ClipDetail }) {
  const decision = useDecision();
  const frame = decision?.frame ?? null;
  const command = commandAt(clip.driving, frame);
  const route = routeLengthAt(clip.driving, frame);
  return (
    <p className="guidance-told">
      <Navigation size={12} strokeWidth={1.75} aria-hidden />
      {command === null ? (
        'No command at this instant.'
      ) : (
        <span>
          Command <b>{command}</b>
        </span>
      )}
      {route !== null && <span>{`Route of ${plural(route, 'roadblock')}`}</span>}
    </p>
  );
}

function Labels({ clip }: { clip: ClipDetail }) {
  const inForce = useClock((c) =>
    labelsAt(clip.labels, clip, c.timeUs)
      .map((l) => (l.holds ? '1' : '0'))
      .join(''),
  );
  const labels = useMemo(() => labelsAt(clip.labels, clip, clip.startUs), [clip]);
  if (labels.length === 0) return null;
  return (
    <ul className="guidance-labels" aria-label="Labels of the recording">
      {labels.map(({ group, name, fromS, toS }, i) => (
        <li key={`${group} ${name} ${String(fromS)}`} data-holds={inForce[i] === '1'}>
          <small>{group}</small> {name}
          {fromS !== null && toS !== null && <small className="mono">{`${fixed(fromS, 1)}–${fixed(toS, 1)} s`}</small>}
        </li>
      ))}
    </ul>
  );
}

function Cards({ clip }: { clip: ClipDetail }) {
  const now = useClock((c) => guidanceAt(clip.guidance, c.timeUs));
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children.item(now)?.scrollIntoView({ block: 'nearest' });
  }, [now]);
  return (
    <ol ref={list} className="guidance-cards">
      {clip.guidance.map(({ timeUs, seen, advice }, i) => (
        <li key={timeUs} aria-current={i === now}>
          <button type="button" onClick={() => useClock.getState().seek(timeUs)}>
            <span className="mono">{clipTime(timeUs - clip.startUs)}</span>
            <span>
              {seen} <b>{advice}</b>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
