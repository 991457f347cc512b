import { Crosshair, Ruler, Spline } from 'lucide-react';
import type { ReactElement } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ClipPredictions } from '../../shared/domain/run.ts';
import { plansNothing } from '../score/scored-clip.ts';
import { useWhatIf } from '../score/pdm/what-if.ts';
import { useClock } from '../state/clock.ts';
import { decisionOf, useDecision } from '../state/decision.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { offsetTime } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import { listedLetters } from '../../shared/words/letters.ts';
import { SeriesLegend } from '../ui/series-legend.tsx';
import { Empty, Loading } from '../ui/states.tsx';
import { GroundView } from './birds-eye/ground-view.tsx';
import { LayerMenu } from './birds-eye/layer-menu.tsx';
import { whyNoPoints } from './birds-eye/lidar-points.ts';
import { useScorePicture } from './birds-eye/use-score-picture.ts';
import { useClipScene } from './use-clip-scene.ts';
import { useBirdsEyeCommands } from './viewer-commands.ts';
import { useViewer } from './viewer-store.ts';

type Shown = ReturnType<typeof useClipScene>['shown'];

/** The open clip from above at the clock's time, forward up. */
export function BirdsEyePanel(): ReactElement {
  const { clipId, clip, scene, shown, predictions, plansAt } = useClipScene();
  const { follow, measuring } = useViewer(useShallow(({ follow, measuring }) => ({ follow, measuring })));
  const score = useScorePicture(scene, clip.data);
  useBirdsEyeCommands();
  return (
    <Panel
      title="Bird’s eye"
      fact={scene && <Offset />}
      actions={<Actions noPoints={scene ? whyNoPoints(scene.lidar) : null} />}
    >
      <GroundView scene={scene} plansAt={plansAt} score={score} label="Bird’s eye view of the clip, forward up">
        <Tools follow={follow} measuring={measuring} />
        <Skipped shown={shown} predictions={predictions} />
      </GroundView>
      {clipId === null && <Empty>Open a clip from the list.</Empty>}
      {clip.isPending && clipId !== null && <Loading what="Opening the clip" />}
    </Panel>
  );
}

/** Time since the decision instant. */
function Offset() {
  const tenths = useClock((c) => {
    const decision = decisionOf(c);
    return decision && Math.round((c.timeUs - decision.timeUs) / 1e5);
  });
  return tenths === null ? null : <span className="mono">{offsetTime(tenths / 10)}</span>;
}

function Actions({ noPoints }: { noPoints: string | null }) {
  return (
    <>
      <SeriesLegend most={3} few={2} />
      <LayerMenu noPoints={noPoints} />
    </>
  );
}

/** Tools that act on the view, in its corner. */
function Tools({ follow, measuring }: { follow: boolean; measuring: boolean }) {
  const bending = useWhatIf((w) => w.plan !== null);
  return (
    <div className="birds-eye-tools">
      <IconButton icon={Crosshair} size={13} label="Follow the ego vehicle" command="see.follow" pressed={follow} />
      <IconButton icon={Ruler} size={13} label="Measure a distance" command="see.measure" pressed={measuring} />
      <IconButton icon={Spline} size={13} label="What if: bend the plan" command="score.what-if" pressed={bending} />
    </div>
  );
}

/** Says that shown runs have no plan at this decision instant, or never have one; the reason is in the tooltip and in the score panel. */
function Skipped({ shown, predictions }: { shown: Shown; predictions: readonly ClipPredictions[] }) {
  const decision = useDecision();
  const worlds = shown.flatMap(({ letter, runId }) => {
    const run = predictions.find((p) => p.runId === runId);
    return run && plansNothing({ run: null, predictions: run }) ? [letter] : [];
  });
  const without = shown.flatMap(({ letter, runId }) => {
    const run = predictions.find((p) => p.runId === runId);
    if (worlds.includes(letter)) return [];
    const skipped = run?.skipped.find((s) => s.frame === decision?.frame);
    return skipped ? [{ letter, reason: skipped.reason }] : [];
  });
  if (without.length + worlds.length === 0) return null;
  const plan = (letters: readonly unknown[]) => (letters.length === 1 ? 'plans' : 'plan');
  const reasons = [
    ...without.map((w) => `${w.letter}: ${w.reason}.`),
    ...(worlds.length > 0 ? [`${listedLetters(worlds)}: a world model predicts pictures.`] : []),
  ];
  return (
    <p className="birds-eye-note" title={reasons.join(' ')}>
      {[
        without.length > 0 && `${listedLetters(without.map((w) => w.letter))} ${plan(without)} nothing here.`,
        worlds.length > 0 && `${listedLetters(worlds)} ${plan(worlds)} nothing.`,
      ]
        .filter((words) => words !== false)
        .join(' ')}
    </p>
  );
}
