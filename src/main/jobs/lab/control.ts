import type { ControlModel, ControlScene } from '../../../shared/domain/lab.ts';
import type { RolloutOptions } from '../../../shared/domain/video-prediction.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { inverseControl, inverseTargets, type InverseScene } from '../../metrics/control/inverse-control.ts';
import { controlScene, controlSummary, controlValues } from '../../metrics/control/steering-control.ts';
import { spearman } from '../../metrics/statistics/correlation.ts';
import { modelView, sightOf } from '../../pipelines/dit-wam/spec.ts';
import type { WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import type { Bench } from './bench.ts';
import { gatherWindows } from './gather-windows.ts';
import type { LabModels } from './lab-models.ts';
import { decode, encode, predict, runsAWindow } from './predict.ts';
import type { Findings } from './run-experiment.ts';
import { portionsOf, rolloutWindow, type Portion } from './window-portions.ts';
import { trainYawProbe, YAW_STEPS_S, type YawProbe } from './yaw-probe.ts';

/** Scenes of the inverse protocol at most. */
const INVERSE_SCENES = 30;
const SAME_TIME_S = 1e-3;
/** Weights of guidance that a model that is sampled is tried with. */
const GUIDANCE = [1, 2] as const;

/** A model in one setting, with what its scenes gave. */
interface Setting {
  model: WorldModel;
  options: RolloutOptions;
  scenes: ControlScene[];
  inverse: InverseScene[];
  /** Rank correlation of steering and yaw, one a scene. */
  yawRhos: (number | null)[];
}

/**
 * Does the picture answer to the wheel? Constant steering at five values of the range that training had, recorded accelerations,
 * the same noise for all five: the far picture's shift against that of the middle value, ranked against the steering. Then the
 * other way: targets between the values, rendered with other noise, read back by the scene's own line. A linear probe on
 * latents, trained on recorded pairs, is a second measure that blur cannot fool. The first window of each clip.
 */
export async function control(bench: Bench, models: LabModels): Promise<Findings> {
  const { request, workspace, context, notes, work } = bench;
  const worlds = await models.worlds(['x0', 'epsilon', 'direct', 'jump']);
  const horizonS = lastCommonS(worlds);
  const values = controlValues(worlds[0].spec.actionRange.steering);
  if (new Set(worlds.map(({ spec }) => spec.actionRange.steering.join())).size > 1)
    notes.push(
      `The models were trained on different steering; all are steered over that of ${worlds[0].manifest.title}.`,
    );
  if (worlds.some(({ spec }) => spec.calibration)) notes.push('Models with a calibration are shown calibrated.');
  const gathered = await gatherWindows(
    workspace,
    {
      filter: request.filter,
      needs: { actions: Math.max(...worlds.map(({ spec }) => spec.actions)), truthS: [] },
      limit: request.windows,
      seed: request.seed,
      perClip: 'first',
    },
    context,
  );
  const settings = worlds.flatMap((model) => settingsOf(bench, model));
  work.plan(runsOf(settings, gathered.windows.length, values.length));
  const found: ControlModel[] = [];
  for (const [, group] of Map.groupBy(settings, ({ model }) => sightOf(model.spec))) {
    const probes: (YawProbe | null)[] = [];
    for (const stepS of new Set(group.map(({ model }) => yawStepS(model))))
      if (stepS !== null) probes.push(await trainYawProbe(bench, group[0].model, stepS));
    const probeOf = ({ model }: Setting) => probes.find((probe) => probe?.stepS === yawStepS(model)) ?? null;
    for await (const portion of portionsOf(bench, gathered.windows, modelView(group[0].model.spec))) {
      const present = await encode(bench, group[0].model, portion.present);
      for (const setting of group)
        await steer(bench, setting, { portion, present, values, horizonS, probe: probeOf(setting) });
    }
    found.push(...group.map((setting) => controlModel(setting, values, probeOf(setting), request.seed)));
  }
  return { figures: { kind: 'control', steering: values, horizonS, models: found }, gathered };
}

function settingsOf({ request }: Bench, model: WorldModel): Setting[] {
  const { objective } = model.spec;
  const weights = objective === 'x0' || objective === 'epsilon' ? GUIDANCE : [1];
  return weights.map((guidance) => ({
    model,
    options: { steps: request.steps, guidance, seed: request.seed, calibrate: 'train', blend: 0 },
    scenes: [],
    inverse: [],
    yawRhos: [],
  }));
}

const runsOf = (settings: readonly Setting[], windows: number, values: number): number => {
  const targets = (values - 1) * Math.min(windows, INVERSE_SCENES);
  const each = settings.map(({ model, options }) => (runsAWindow(model, options) + 1) * (values * windows + targets));
  return windows + each.reduce((a, b) => a + b, 0);
};

interface Steering {
  portion: Portion;
  present: readonly Float32Array[];
  values: readonly number[];
  horizonS: number;
  probe: YawProbe | null;
}

async function steer(bench: Bench, setting: Setting, { portion, present, values, horizonS, probe }: Steering) {
  const { model, options } = setting;
  const far = indexAt(model, horizonS);
  /** Futures of each window under each value, in this order. */
  const underEach = async (steering: readonly number[], windows: number, seed: number) => {
    const inputs = portion.windows.slice(0, windows).flatMap((window, i) => {
      const recorded = rolloutWindow(model, window, present[i]);
      return steering.map((value) => ({
        ...recorded,
        actions: { ...recorded.actions, steering: recorded.actions.steering.map(() => value) },
      }));
    });
    const noiseKeys = portion.indices.slice(0, windows).flatMap((index) => steering.map(() => index));
    const futures = await predict(bench, model, inputs, { ...options, seed }, noiseKeys);
    const pictures = await decode(
      bench,
      model,
      futures.map((future) => future[far]),
    );
    const part = <T>(list: readonly T[], i: number) => list.slice(i * steering.length, (i + 1) * steering.length);
    return { of: (i: number) => ({ futures: part(futures, i), pictures: part(pictures, i) }) };
  };
  const { signal } = bench.context;
  const middles: RgbImage[] = [];
  const grid = await underEach(values, portion.windows.length, options.seed);
  for (const [i, window] of portion.windows.entries()) {
    const { futures, pictures } = grid.of(i);
    const middle = pictures[values.length >> 1];
    middles.push(middle);
    const shifts = await bench.thread.call('shifts', { pictures, middle }, { signal });
    setting.scenes.push({ clipId: window.clipId, frame: window.frame, ...controlScene(values, shifts) });
    if (probe)
      setting.yawRhos.push(
        spearman(
          values,
          futures.map((future) => yawOf(probe, model, present[i], future)),
        ),
      );
  }
  const targets = inverseTargets(values);
  const count = Math.min(portion.windows.length, INVERSE_SCENES - setting.inverse.length);
  if (count <= 0) return;
  const rendered = await underEach(targets, count, options.seed + 1);
  const scenes = setting.scenes.slice(-portion.windows.length);
  for (let i = 0; i < count; i++) {
    const { pictures } = rendered.of(i);
    const targetShiftsPx = await bench.thread.call('shifts', { pictures, middle: middles[i] }, { signal });
    setting.inverse.push({ gridShiftsPx: scenes[i].shiftsPx, targetShiftsPx });
  }
}

/** The turn that the probe reads along a future: the sum over its steps. */
function yawOf(probe: YawProbe, model: WorldModel, present: Float32Array, future: readonly Float32Array[]): number {
  const states = [present, ...yawTimes(model, probe.stepS).map((k) => future[k])];
  return states.slice(1).reduce((sum, state, k) => sum + probe.read(states[k], state), 0);
}

/** The step between a model's pictures that its turn is read over; null where it has none that a probe can read. */
const yawStepS = (model: WorldModel): number | null =>
  YAW_STEPS_S.find((stepS) => yawTimes(model, stepS).length > 0) ?? null;

/** Indices of the pictures that follow each other by a probe's step; empty where there are none. */
function yawTimes(model: WorldModel, stepS: number): number[] {
  const last = model.spec.atS[model.spec.atS.length - 1];
  const times = Array.from({ length: Math.floor(last / stepS + 1e-9) }, (_, k) => indexAt(model, (k + 1) * stepS));
  return times.includes(-1) ? [] : times;
}

function controlModel(
  { model, options, scenes, inverse, yawRhos }: Setting,
  values: readonly number[],
  probe: YawProbe | null,
  seed: number,
): ControlModel {
  const { manifest, spec } = model;
  return {
    modelId: manifest.id,
    title: manifest.title,
    objective: spec.objective,
    guidance: options.guidance,
    scenes,
    ...controlSummary(scenes, seed),
    inverse: inverseControl(values, inverse),
    yaw: probe
      ? {
          ...controlSummary(
            yawRhos.map((rho) => ({ rho })),
            seed,
          ),
          probeCorrelation: probe.correlation,
        }
      : null,
  };
}

const indexAt = ({ spec }: WorldModel, seconds: number): number =>
  spec.atS.findIndex((s) => Math.abs(s - seconds) < SAME_TIME_S);

/** The farthest time at which every model has a picture; that of the first where they share none. */
function lastCommonS(worlds: readonly WorldModel[]): number {
  const [{ spec }] = worlds;
  const shared = spec.atS.filter((s) => worlds.every((model) => indexAt(model, s) >= 0));
  return (shared.length > 0 ? shared : spec.atS).at(-1) ?? 0;
}
