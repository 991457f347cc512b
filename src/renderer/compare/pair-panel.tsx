import { useEffect, useMemo, useState } from 'react';
import type { CameraTrack, ClipDetail } from '../../shared/domain/clip.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import type { MetricKey } from '../../shared/domain/score.ts';
import { useExplained } from '../score/pdm/use-explained.ts';
import { usePanelRuns } from '../score/scored-clip.ts';
import { CutName } from '../ui/cut-name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Absent, Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { GroundLink } from '../viewer/birds-eye/ground-link.ts';
import { whyNothing } from '../viewer/birds-eye/moment-words.ts';
import { frontCamera, placedCamera } from '../viewer/cameras/mosaic-layout.ts';
import { clipScene } from '../viewer/scene/clip-scene.ts';
import { useClipScene } from '../viewer/use-clip-scene.ts';
import { useRememberedCompare } from './compare-settings.ts';
import { useCompare } from './compare-state.ts';
import { PairActions } from './pair-actions.tsx';
import { usePairCommands } from './pair-commands.ts';
import { useHeldInstant, useInstantCommands } from './pair-instant.ts';
import { PairOverlay } from './pair-overlay.tsx';
import { PairSide } from './pair-side.tsx';
import { PairTime } from './pair-time.tsx';
import './pair-panel.css';

const noCameras: readonly CameraTrack[] = [];

/** The clip of the row with what A and what B plans there, at one time. */
export function PairPanel({ metric }: { metric: MetricKey }) {
  const { clipId, clip } = useClipScene();
  const cameras = clip.data?.cameras ?? noCameras;
  const camera = useCamera(cameras);
  useRememberedCompare();
  useInstantCommands();
  usePairCommands(cameras, camera);
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
      actions={<PairActions cameras={cameras} camera={camera} />}
      className="compare-pair"
    >
      {clipId === null ? (
        <Empty>Choose a clip in the list.</Empty>
      ) : clip.error ? (
        <ProblemCard problem={problemOf(clip.error)} />
      ) : !clip.data ? (
        <Loading what="Opening the clip" />
      ) : (
        <PairBody clip={clip.data} metric={metric} camera={camera} />
      )}
    </Panel>
  );
}

/** The chosen camera where the clip has it, else the one that looks forward; null where it has none. */
function useCamera(cameras: readonly CameraTrack[]): string | null {
  const chosen = useCompare((s) => s.camera);
  return useMemo(
    () => cameras.find((c) => c.channel === chosen)?.channel ?? frontCamera(cameras.map(placedCamera))?.channel ?? null,
    [cameras, chosen],
  );
}

function PairBody({ clip, metric, camera }: { clip: ClipDetail; metric: MetricKey; camera: string | null }) {
  const runs = usePanelRuns(clip);
  const explained = useExplained(clip);
  const [link] = useState(() => new GroundLink());
  const linked = useCompare((s) => s.linked);
  const pairView = useCompare((s) => s.pairView);
  const runA = runs?.find((run) => run.key === 'A');
  const runB = runs?.find((run) => run.key === 'B');
  useHeldInstant(clip, runA?.scores ?? undefined, runB?.scores ?? undefined, metric);
  // Another clip, or another way to show it, starts with the vehicle.
  useEffect(() => useCompare.setState({ follows: { A: true, B: true } }), [clip.clipId, pairView]);
  const pair = useMemo(() => ({ clip, explained, metric }), [clip, explained, metric]);
  const nothing = whyNothing(clipScene(clip));
  if (nothing !== null) return <Absent>{nothing}</Absent>;
  return (
    <div className="compare-pair-body">
      {pairView === 'cameras' && camera === null && (
        <p className="compare-pair-note">This recording has no cameras: both runs on the ground alone.</p>
      )}
      {runA && runB && pairView === 'overlay' ? (
        <PairOverlay pair={pair} runA={runA} runB={runB} link={link} />
      ) : (
        <div className="compare-pair-sides">
          {[runA, runB].map(
            (run) =>
              run && (
                <PairSide
                  key={run.key}
                  pair={pair}
                  run={run}
                  link={linked ? link : null}
                  camera={pairView === 'cameras' ? camera : null}
                />
              ),
          )}
        </div>
      )}
      <PairTime clip={clip} />
    </div>
  );
}
