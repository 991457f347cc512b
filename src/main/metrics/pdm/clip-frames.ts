import type { ClipDetail } from '../../../shared/domain/clip.ts';
import type { PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import type { Prediction } from '../../../shared/domain/run.ts';
import { checkPlan, checkScene } from './check-scene.ts';
import { prepareScene, type PreparedScene } from './prepare.ts';
import { roadGraph } from './reference/road-graph.ts';
import { sceneOf } from './scene-of-clip.ts';
import type { PdmPlan } from './scene.ts';
import type { Scorer } from './score-batch.ts';

/** Plans of frames up to this far apart are compared with each other for extended comfort, µs (the kit's limit). */
const PAIR_US = 550_000;

/** The scene of a key frame, ready for plans, or why nothing can be scored there. Throws ProblemError naming the field. */
export function preparedFrame(
  scorer: Scorer,
  clip: ClipDetail,
  roads: RoadMap | null,
  frame: number,
  setting: PdmSetting,
): PreparedScene | { missing: string } {
  // Without a map there is no lane graph for others to drive on; what can be scored is scored against the log.
  const traffic = roads ? setting.traffic : 'log-replay';
  const scene = sceneOf(clip, frame, roads, { scorer, traffic });
  if ('missing' in scene) return scene;
  checkScene(scene);
  const graph = roads && setting.traffic === 'reactive-idm' ? roadGraph(roads) : null;
  return prepareScene(setting.version === 'v2' && setting.filter === 'none' ? { ...scene, human: null } : scene, graph);
}

/** The most likely path of a prediction as a plan. Throws ProblemError where it cannot be scored. */
export function planOf(scene: string, prediction: Prediction): PdmPlan {
  const { modes, poses, trajectories, probabilities, stepS } = prediction;
  let best = 0;
  for (let mode = 1; probabilities && mode < modes; mode++) if (probabilities[mode] > probabilities[best]) best = mode;
  const plan = {
    poses: Float64Array.from(trajectories.slice(best * poses * 3, (best + 1) * poses * 3)),
    intervalS: stepS,
  };
  checkPlan(scene, 'plan', plan, null);
  return plan;
}

/** The key frame before, where it is near enough to be paired with this one; −1 where there is none. */
export function frameBefore(clip: Pick<ClipDetail, 'frames'>, frame: number): number {
  const [before, now] = [clip.frames[frame - 1], clip.frames[frame]];
  return before && now && now.timeUs - before.timeUs <= PAIR_US ? frame - 1 : -1;
}
