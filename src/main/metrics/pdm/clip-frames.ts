import type { ClipDetail } from '../../../shared/domain/clip.ts';
import type { PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import type { Prediction } from '../../../shared/domain/run.ts';
import type { CachedScene } from './cached-scene.ts';
import { checkPlan, checkScene } from './check-scene.ts';
import { prepareScene, type PreparedScene } from './prepare.ts';
import { roadGraph } from './reference/road-graph.ts';
import { sceneOf } from './scene-of-clip.ts';
import type { PdmPlan } from './scene.ts';
import type { Scorer } from './score-batch.ts';

/** Plans of frames up to this far apart are compared with each other for extended comfort, µs (the kit's limit). */
const PAIR_US = 550_000;

type FrameScene = ReturnType<typeof sceneOf>;
const scenes = new WeakMap<ClipDetail, Map<number | CachedScene, FrameScene>>();

/** The scene of a key frame; made once a clip, since PDM-Closed in it is the same for every setting. */
function frameScene(
  scorer: Scorer,
  clip: ClipDetail,
  roads: RoadMap | null,
  frame: number,
  cache: CachedScene | null,
): FrameScene {
  const known = scenes.get(clip) ?? new Map<number | CachedScene, FrameScene>();
  scenes.set(clip, known);
  let scene = known.get(cache ?? frame);
  if (!scene) {
    scene = sceneOf(clip, frame, roads, { scorer, cache });
    if (!('missing' in scene)) checkScene(scene);
    known.set(cache ?? frame, scene);
  }
  return scene;
}

/**
 * The scene of a key frame, ready for plans, or why nothing can be scored there. What the kit's `cache` holds of it goes before
 * what is made here. Throws ProblemError naming the field.
 */
export function preparedFrame(
  scorer: Scorer,
  clip: ClipDetail,
  roads: RoadMap | null,
  frame: number,
  setting: PdmSetting,
  cache: CachedScene | null = null,
): PreparedScene | { missing: string } {
  if (cache && !roads && setting.traffic === 'reactive-idm')
    return { missing: 'reactive traffic needs a map with lanes' };
  // Without a map there is no lane graph for others to drive on; what can be scored is scored against the log.
  const traffic = roads ? setting.traffic : 'log-replay';
  const scene = frameScene(scorer, clip, roads, frame, cache);
  if ('missing' in scene) return scene;
  const graph = roads && setting.traffic === 'reactive-idm' ? roadGraph(roads) : null;
  const isFiltered = setting.version === 'v1' || setting.filter === 'human';
  return prepareScene({ ...scene, traffic, human: isFiltered ? scene.human : null }, graph);
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
