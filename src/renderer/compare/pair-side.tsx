import { useMemo } from 'react';
import type { PanelRun } from '../score/scored-clip.ts';
import { ReasonLine } from '../score/reason-line.tsx';
import type { GroundLink } from '../viewer/birds-eye/ground-link.ts';
import { GroundView } from '../viewer/birds-eye/ground-view.tsx';
import { clipScene, planMaker } from '../viewer/scene/clip-scene.ts';
import { useFollowing } from './compare-state.ts';
import { PairCamera } from './pair-camera.tsx';
import { PairHead } from './pair-head.tsx';
import { usePairRun, type Pair } from './pair-run.ts';

/** One run on the clip: its name and value, the ground with its plan and what it does not meet, and why in words. */
export function PairSide({
  pair,
  run,
  link,
  camera,
}: {
  pair: Pair;
  run: PanelRun;
  /** Null where this side's ground is dragged and zoomed by itself. */
  link: GroundLink | null;
  /** Channel of the camera above the ground; null for none. */
  camera: string | null;
}) {
  const shown = usePairRun(pair, run);
  const { letter, evidence, offending, words } = shown;
  const scene = clipScene(pair.clip);
  const { predictions } = run;
  const plansAt = useMemo(
    () => planMaker(scene, predictions ? [{ runId: predictions.runId, letter }] : [], predictions ? [predictions] : []),
    [scene, predictions, letter],
  );
  const score = useMemo(() => ({ evidence, quiet: null, edit: null }), [evidence]);
  const following = useFollowing(letter);
  return (
    <section className="compare-side" aria-label={`Run ${letter}`}>
      <PairHead of={shown} />
      {camera !== null && <PairCamera scene={scene} channel={camera} plansAt={plansAt} offending={offending} />}
      <div className="compare-side-ground">
        <GroundView
          scene={scene}
          plansAt={plansAt}
          score={score}
          label={`Bird’s eye view with the plan of ${letter}, forward up`}
          link={link}
          following={following}
        />
      </div>
      <ReasonLine className="compare-side-words" {...words} />
    </section>
  );
}
