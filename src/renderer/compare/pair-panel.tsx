import { useMemo, useState } from 'react';
import type { MetricKey } from '../../shared/domain/score.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { useExplained } from '../score/pdm/use-explained.ts';
import { usePanelRuns } from '../score/scored-clip.ts';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { CutName } from '../ui/cut-name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Absent, Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { GroundLink } from '../viewer/birds-eye/ground-link.ts';
import { whyNothing } from '../viewer/birds-eye/moment-words.ts';
import { clipScene } from '../viewer/scene/clip-scene.ts';
import { useClipScene } from '../viewer/use-clip-scene.ts';
import { useHeldInstant, useInstantCommands } from './pair-instant.ts';
import { PairSide } from './pair-side.tsx';
import { PairTime } from './pair-time.tsx';
import './pair-panel.css';

/** The clip of the row from above, twice: what A plans beside what B plans, at one time. */
export function PairPanel({ metric }: { metric: MetricKey }) {
  const { clipId, clip } = useClipScene();
  useInstantCommands();
  return (
    <Panel
      title="Same clip, one clock"
      fact={
        clip.data && (
          <span className="mono">
            <CutName>{clip.data.name}</CutName>
          </span>
        )
      }
      className="compare-pair"
    >
      {clipId === null ? (
        <Empty>Choose a clip in the list.</Empty>
      ) : clip.error ? (
        <ProblemCard problem={problemOf(clip.error)} />
      ) : !clip.data ? (
        <Loading what="Opening the clip" />
      ) : (
        <Pair clip={clip.data} metric={metric} />
      )}
    </Panel>
  );
}

function Pair({ clip, metric }: { clip: ClipDetail; metric: MetricKey }) {
  const runs = usePanelRuns(clip);
  const explained = useExplained(clip);
  const [link] = useState(() => new GroundLink());
  const sides = useMemo(
    () => (['A', 'B'] as const).flatMap((letter) => runs?.find((run) => run.key === letter) ?? []),
    [runs],
  );
  const [a, b] = sides;
  useHeldInstant(clip, a?.scores ?? undefined, b?.scores ?? undefined, metric);
  const nothing = whyNothing(clipScene(clip));
  if (nothing !== null) return <Absent>{nothing}</Absent>;
  return (
    <div className="compare-pair-body">
      <div className="compare-pair-sides">
        {sides.map((run) => (
          <PairSide key={run.key} clip={clip} run={run} explained={explained} metric={metric} link={link} />
        ))}
      </div>
      <PairTime clip={clip} />
    </div>
  );
}
