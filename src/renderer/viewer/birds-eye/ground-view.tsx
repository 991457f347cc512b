import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useDecision, type Decision } from '../../state/decision.ts';
import { useClipMap } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { usePanelVisible } from '../../ui/panel-host.ts';
import { Absent } from '../../ui/states.tsx';
import { useSizeOf } from '../../ui/use-element-size.ts';
import '../birds-eye-panel.css';
import type { ClipScene } from '../scene/clip-scene.ts';
import type { PlanPath } from '../scene/plan-path.ts';
import { useViewer } from '../viewer-store.ts';
import { BirdsEyeStage } from './birds-eye-stage.ts';
import type { ScorePicture } from './draw-names.ts';
import type { GroundLink } from './ground-link.ts';
import { momentOf } from './moment.ts';
import { momentWords, whyNothing } from './moment-words.ts';
import { followTheme } from './theme.ts';
import { useGroundPointer } from './use-ground-pointer.ts';

/** Whether a view stays with the ego, and what a drag or a double click there makes of it. */
export interface Following {
  follow: boolean;
  setFollow: (follow: boolean) => void;
}

const setViewerFollow = (follow: boolean) => useViewer.setState({ follow });

/** The ground of a clip at the clock's time, forward up, with what is drawn on it; `children` lie over it. */
export function GroundView({
  scene,
  plansAt,
  score,
  label,
  link = null,
  following,
  children,
}: {
  scene: ClipScene | null;
  plansAt: (decision: Decision | null) => readonly PlanPath[];
  score: ScorePicture;
  label: string;
  /** Views that are zoomed and dragged with this one. */
  link?: GroundLink | null;
  /** Whether the view stays with the ego; the viewer's own setting where it is absent. */
  following?: Following | undefined;
  children?: ReactNode;
}) {
  const root = useRef<HTMLDivElement>(null);
  const [names, setNames] = useState<HTMLCanvasElement | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [stage, setStage] = useState<BirdsEyeStage | null>(null);
  const { data: map } = useClipMap(scene?.clipId ?? null);
  const size = useSizeOf(root);
  const visible = usePanelVisible();
  const { follow: viewerFollows, measuring } = useViewer(
    useShallow(({ follow, measuring }) => ({ follow, measuring })),
  );
  const { follow, setFollow } = following ?? { follow: viewerFollows, setFollow: setViewerFollow };
  const onObject = useViewer((v) => v.hoveredTrack !== null);
  const words = useId();

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
  useEffect(() => (stage && link ? link.join(stage) : undefined), [stage, link]);
  useEffect(() => stage?.show(scene), [stage, scene]);
  useEffect(() => stage?.setMap(map ?? null), [stage, scene, map]);
  useEffect(() => stage?.resize(size), [stage, size]);
  useEffect(() => stage?.setVisible(visible), [stage, visible]);
  useEffect(() => stage?.follow(follow), [stage, follow]);
  useGroundOverlays(stage, plansAt, score);
  const pointer = useGroundPointer(stage, names, setFollow);

  const state = measuring ? ' measuring' : onObject ? ' on-object' : '';
  const nothing = scene && whyNothing(scene);
  return (
    <div ref={root} className="birds-eye">
      <canvas
        ref={setNames}
        className={`birds-eye-names${state}`}
        tabIndex={0}
        role="img"
        aria-label={label}
        aria-describedby={words}
        {...pointer}
      />
      <Words id={words} scene={scene} />
      {nothing === null ? children : <div className="birds-eye-nothing">{nothing && <Absent>{nothing}</Absent>}</div>}
      {failure !== null && nothing === null && (
        <div className="birds-eye-failure">
          <Absent>The ground cannot be drawn: it needs WebGL, and {failure}.</Absent>
        </div>
      )}
    </div>
  );
}

/** Keeps what is drawn on the ground as the engineer set it. */
function useGroundOverlays(
  stage: BirdsEyeStage | null,
  plansAt: (decision: Decision | null) => readonly PlanPath[],
  score: ScorePicture,
): void {
  const show = useViewer(
    useShallow(({ showPaths, hiddenClasses, showMap, showLidar, showLabels, showVelocity }) => ({
      showPaths,
      hiddenClasses,
      showMap,
      showLidar,
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
