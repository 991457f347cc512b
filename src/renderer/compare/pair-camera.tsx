import { useMemo } from 'react';
import type { Decision } from '../state/decision.ts';
import { CameraTiles } from '../viewer/cameras/camera-tiles.tsx';
import { useCameraPictures, useCameraStage } from '../viewer/cameras/use-camera-stage.ts';
import type { OffendingMark } from '../viewer/cameras/offending-mark.ts';
import type { ClipScene } from '../viewer/scene/clip-scene.ts';
import type { PlanPath } from '../viewer/scene/plan-path.ts';

/** One camera at the clock's time with one run's plan on it. */
export function PairCamera({
  scene,
  channel,
  plansAt,
  offending,
}: {
  scene: ClipScene;
  channel: string;
  plansAt: (decision: Decision | null) => readonly PlanPath[];
  offending: OffendingMark | null;
}) {
  const { area, stage, report, size } = useCameraStage();
  const { width, height } = size;
  const tiles = useMemo(
    () => (width > 0 && height > 0 ? [{ channel, role: 'alone' as const, x: 0, y: 0, width, height }] : []),
    [channel, width, height],
  );
  useCameraPictures(stage, scene, tiles, plansAt, offending);
  const camera = scene.cameras.find((c) => c.channel === channel);
  return (
    <div
      className="compare-side-camera"
      style={camera && { aspectRatio: `${String(camera.widthPx)} / ${String(camera.heightPx)}` }}
    >
      <CameraTiles area={area} cameras={scene.cameras} tiles={tiles} stage={stage} report={report} />
    </div>
  );
}
