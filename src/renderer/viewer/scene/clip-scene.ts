import type { CameraTrack, ClipDetail, EgoTrack, LidarTrack, TrafficLightTrack } from '../../../shared/domain/clip.ts';
import type { ClipPredictions } from '../../../shared/domain/run.ts';
import type { RunLetter } from '../../../shared/domain/series.ts';
import { boxTrack, type BoxTrack } from './box-track.ts';
import { egoPathBetween, HORIZON_S, planPath, type PlanPath } from './plan-path.ts';

/** What both panels draw of a clip, in typed arrays, made once when it is opened. */
export interface ClipScene {
  clipId: string;
  datasetId: string;
  startUs: number;
  endUs: number;
  cameras: CameraTrack[];
  lidar: LidarTrack | null;
  ego: EgoTrack;
  tracks: BoxTrack[];
  lights: TrafficLightTrack[];
  /** Times of the key frames, rising, µs. */
  frameTimesUs: number[];
}

const scenes = new WeakMap<ClipDetail, ClipScene>();

/** The scene of a clip; both panels share it. */
export function clipScene(clip: ClipDetail): ClipScene {
  const known = scenes.get(clip);
  if (known) return known;
  const { clipId, datasetId, startUs, endUs, cameras, lidar, ego, lights } = clip;
  const tracks = clip.objects.map((o) => boxTrack(o, clip.frames));
  const frameTimesUs = clip.frames.map((f) => f.timeUs);
  const scene = { clipId, datasetId, startUs, endUs, cameras, lidar, ego, tracks, lights, frameTimesUs };
  scenes.set(clip, scene);
  return scene;
}

/** Plans of the shown runs and the human's own path, from one decision instant; the human first, A last, so that A lies on top. */
export function plansAt(
  scene: ClipScene,
  decision: { frame: number; timeUs: number } | null,
  shown: readonly { runId: string; letter: RunLetter }[],
  predictions: readonly ClipPredictions[],
): PlanPath[] {
  if (!decision) return [];
  const plans: PlanPath[] = [];
  for (const { runId, letter } of shown) {
    const prediction = predictions
      .find((p) => p.runId === runId && p.clipId === scene.clipId)
      ?.predictions.find((p) => p.frame === decision.frame);
    const plan = prediction && planPath(letter, prediction, scene.ego);
    if (plan) plans.unshift(plan);
  }
  const path = egoPathBetween(scene.ego, decision.timeUs, decision.timeUs + HORIZON_S * 1e6);
  return [{ series: 'human', fromUs: decision.timeUs, path, otherModes: [] }, ...plans];
}

/** Plans of a clip by decision instant; asked again for the same instant it gives the same list. */
export function planMaker(
  scene: ClipScene | null,
  shown: Parameters<typeof plansAt>[2],
  predictions: readonly ClipPredictions[],
): (decision: Parameters<typeof plansAt>[1]) => readonly PlanPath[] {
  let made: { frame: number | null; plans: PlanPath[] } | null = null;
  return (decision) => {
    const frame = decision?.frame ?? null;
    if (made === null || made.frame !== frame)
      made = { frame, plans: scene ? plansAt(scene, decision, shown, predictions) : [] };
    return made.plans;
  };
}
