import { useMemo } from 'react';
import { ReasonLine } from '../score/reason-line.tsx';
import type { PanelRun } from '../score/scored-clip.ts';
import type { GroundLink } from '../viewer/birds-eye/ground-link.ts';
import { GroundView } from '../viewer/birds-eye/ground-view.tsx';
import { clipScene, planMaker } from '../viewer/scene/clip-scene.ts';
import { useFollowing } from './compare-state.ts';
import { PairHead } from './pair-head.tsx';
import { usePairRun, type Pair } from './pair-run.ts';

/** Both runs on one ground: their plans, where each would be, and what each does not meet. */
export function PairOverlay({
  pair,
  runA,
  runB,
  link,
}: {
  pair: Pair;
  runA: PanelRun;
  runB: PanelRun;
  link: GroundLink;
}) {
  const a = usePairRun(pair, runA);
  const b = usePairRun(pair, runB);
  const scene = clipScene(pair.clip);
  const plansAt = useMemo(() => {
    const planned = [runA, runB].flatMap(({ key, predictions }) =>
      predictions && key !== 'reference' ? [{ letter: key, predictions }] : [],
    );
    return planMaker(
      scene,
      planned.map(({ letter, predictions }) => ({ letter, runId: predictions.runId })),
      planned.map(({ predictions }) => predictions),
    );
  }, [scene, runA, runB]);
  const score = useMemo(
    () => ({ evidence: a.evidence, beside: b.evidence, quiet: null, edit: null }),
    [a.evidence, b.evidence],
  );
  const following = useFollowing('A');
  return (
    <div className="compare-overlay">
      <PairHead of={a} />
      <PairHead of={b} />
      <div className="compare-side-ground">
        <GroundView
          scene={scene}
          plansAt={plansAt}
          score={score}
          label="Bird’s eye view with the plans of A and B, forward up"
          link={link}
          following={following}
        />
      </div>
      {[a, b].map(({ letter, words }) => (
        <ReasonLine key={letter} className="compare-side-words" {...words} />
      ))}
    </div>
  );
}
