import { useEffect, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Decision } from '../../state/decision.ts';
import { useSession } from '../../state/session.ts';
import { usePanelVisible } from '../../ui/panel-host.ts';
import { useSizeOf } from '../../ui/use-element-size.ts';
import type { ClipScene } from '../scene/clip-scene.ts';
import type { PlanPath } from '../scene/plan-path.ts';
import { useViewer } from '../viewer-store.ts';
import { CameraStage, type StageReport } from './camera-stage.ts';
import type { Tile } from './mosaic-layout.ts';
import type { OffendingMark } from './offending-mark.ts';

const nothingYet: StageReport = { contents: {}, late: null };

/** A stage for the cameras in `area`, the size of that, and what its tiles show. */
export function useCameraStage() {
  const area = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<CameraStage | null>(null);
  const [report, setReport] = useState(nothingYet);
  const size = useSizeOf(area);
  useEffect(() => {
    if (!area.current) return;
    const made = new CameraStage(area.current, setReport);
    setStage(made);
    return () => {
      made.close();
      setStage(null);
    };
  }, []);
  return { area, stage, report, size };
}

/** Has the pictures of the clock's time painted on these tiles, with what the engineer wants to see drawn over them. */
export function useCameraPictures(
  stage: CameraStage | null,
  scene: ClipScene | null,
  tiles: readonly Tile[],
  plansAt: (decision: Decision | null) => readonly PlanPath[],
  offending: OffendingMark | null,
): void {
  const visible = usePanelVisible();
  useOverlays(stage, plansAt, offending);
  useEffect(() => stage?.show(scene, tiles), [stage, scene, tiles]);
  useEffect(() => stage?.setVisible(visible), [stage, visible]);
}

/** Keeps what is drawn over the pictures as the engineer set it. */
function useOverlays(
  stage: CameraStage | null,
  plansAt: (decision: Decision | null) => readonly PlanPath[],
  offending: OffendingMark | null,
): void {
  const show = useViewer(
    useShallow(({ showBoxes, showPaths, hidden, hiddenClasses }) => ({ showBoxes, showPaths, hidden, hiddenClasses })),
  );
  const hovered = useViewer((v) => v.hoveredTrack);
  const chosen = useSession((s) => s.chosenTrack);
  useEffect(() => {
    const marked = new Set([hovered, chosen].filter((id) => id !== null));
    stage?.overlay({ plansAt, show, marked, offending });
  }, [stage, plansAt, show, hovered, chosen, offending]);
}
