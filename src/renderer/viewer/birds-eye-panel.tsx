import { Crosshair, Ruler, Spline } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type ReactElement } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ClipPredictions } from '../../shared/domain/run.ts';
import { plansNothing } from '../score/scored-clip.ts';
import { useWhatIf } from '../score/pdm/what-if.ts';
import { useClock } from '../state/clock.ts';
import { decisionOf, useDecision } from '../state/decision.ts';
import { useClipMap } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { offsetTime } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import { usePanelVisible } from '../ui/panel-host.ts';
import { listedLetters } from '../../shared/words/letters.ts';
import { SeriesLegend } from '../ui/series-legend.tsx';
import { Absent, Empty, Loading } from '../ui/states.tsx';
import './birds-eye-panel.css';
import { BirdsEyeStage } from './birds-eye/birds-eye-stage.ts';
import { LayerMenu } from './birds-eye/layer-menu.tsx';
import { momentOf } from './birds-eye/moment.ts';
import { momentWords } from './birds-eye/moment-words.ts';
import { followTheme } from './birds-eye/theme.ts';
import type { ScorePicture } from './birds-eye/draw-names.ts';
import { useScorePicture } from './birds-eye/use-score-picture.ts';
import { useGroundPointer } from './birds-eye/use-ground-pointer.ts';
import type { ClipScene } from './scene/clip-scene.ts';
import { useClipScene } from './use-clip-scene.ts';
import { useSizeOf } from '../ui/use-element-size.ts';
import { useBirdsEyeCommands } from './viewer-commands.ts';
import { useViewer } from './viewer-store.ts';

type Shown = ReturnType<typeof useClipScene>['shown'];

/** The open clip from above at the clock's time, forward up. */
export function BirdsEyePanel(): ReactElement {
  const { clipId, clip, scene, shown, predictions, plansAt } = useClipScene();
  const root = useRef<HTMLDivElement>(null);
  const [names, setNames] = useState<HTMLCanvasElement | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [stage, setStage] = useState<BirdsEyeStage | null>(null);
  const { data: map } = useClipMap(clipId);
  const size = useSizeOf(root);
  const visible = usePanelVisible();
  const { follow, measuring } = useViewer(useShallow(({ follow, measuring }) => ({ follow, measuring })));
  const onObject = useViewer((v) => v.hoveredTrack !== null);
  const words = useId();
  useBirdsEyeCommands();

  useEffect(() => {
    if (!root.current || !names) return;
    const made = new BirdsEyeStage(root.current, names, setFailure);
    setStage(made);
    const stopFollowing = followTheme(() => made.retheme());
    return () => {
      stopFollowing();
      made.close();
      setStage(null);
    };
  }, [names]);
  useEffect(() => stage?.show(scene), [stage, scene]);
  useEffect(() => stage?.setMap(map ?? null), [stage, scene, map]);
  useEffect(() => stage?.resize(size), [stage, size]);
  useEffect(() => stage?.setVisible(visible), [stage, visible]);
  useEffect(() => stage?.follow(follow), [stage, follow]);
  const score = useScorePicture(scene, clip.data);
  useGroundOverlays(stage, plansAt, score);
  const pointer = useGroundPointer(stage, names);

  const state = measuring ? ' measuring' : onObject ? ' on-object' : '';
  return (
    <Panel title="Bird’s eye" fact={scene && <Offset />} actions={<Actions />}>
      <div ref={root} className="birds-eye">
        <canvas
          ref={setNames}
          className={`birds-eye-names${state}`}
          tabIndex={0}
          role="img"
          aria-label="Bird’s eye view of the clip, forward up"
          aria-describedby={words}
          {...pointer}
        />
        <Words id={words} scene={scene} />
        <Tools follow={follow} measuring={measuring} />
        <Skipped shown={shown} predictions={predictions} />
        {failure !== null && (
          <div className="birds-eye-failure">
            <Absent>The ground cannot be drawn: it needs WebGL, and {failure}.</Absent>
          </div>
        )}
      </div>
      {scene?.frameTimesUs.length === 0 && <Absent>Nothing to draw: only scores of this clip are known.</Absent>}
      {clipId === null && <Empty>Open a clip from the list.</Empty>}
      {clip.isPending && clipId !== null && <Loading what="Opening the clip" />}
    </Panel>
  );
}

/** Keeps what is drawn on the ground as the engineer set it. */
function useGroundOverlays(
  stage: BirdsEyeStage | null,
  plansAt: ReturnType<typeof useClipScene>['plansAt'],
  score: ScorePicture,
): void {
  const show = useViewer(
    useShallow(({ showPaths, hiddenClasses, showMap, showLabels, showVelocity }) => ({
      showPaths,
      hiddenClasses,
      showMap,
      showLabels,
      showVelocity,
    })),
  );
  const hovered = useViewer((v) => v.hoveredTrack);
  const chosen = useSession((s) => s.chosenTrack);
  const marked = useMemo(() => new Set([hovered, chosen].filter((id) => id !== null)), [hovered, chosen]);
  useEffect(() => {
    stage?.overlay({ plansAt, show, marked, chosen, score });
  }, [stage, plansAt, show, marked, chosen, score]);
}

/** Time since the decision instant. */
function Offset() {
  const tenths = useClock((c) => {
    const decision = decisionOf(c);
    return decision && Math.round((c.timeUs - decision.timeUs) / 1e5);
  });
  return tenths === null ? null : <span className="mono">{offsetTime(tenths / 10)}</span>;
}

function Actions() {
  return (
    <>
      <SeriesLegend most={3} few={2} />
      <LayerMenu />
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

/** The text twin of the view at the decision instant. */
function Words({ id, scene }: { id: string; scene: ClipScene | null }) {
  const decision = useDecision();
  const moment = useMemo(
    () => scene && decision && momentOf(scene, decision.timeUs, [], { showPaths: false, hiddenClasses: [] }),
    [scene, decision],
  );
  return (
    <p id={id} className="visually-hidden">
      {moment && momentWords(moment)}
    </p>
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
