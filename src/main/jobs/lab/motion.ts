import type { Estimate, MotionModel } from '../../../shared/domain/lab.ts';
import type { RolloutOptions } from '../../../shared/domain/video-prediction.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { motionAgreement } from '../../metrics/motion/direction.ts';
import { modelView, sightOf } from '../../pipelines/dit-wam/spec.ts';
import type { WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import { calibrate } from '../../inference/sampling/calibrate.ts';
import type { Bench } from './bench.ts';
import { clipEstimate, clipRatio, nothing } from './clip-estimates.ts';
import { gatherWindows } from './gather-windows.ts';
import { doesNotFit, type LabModels } from './lab-models.ts';
import type { WindowMotion } from './lab-thread.ts';
import { decode, encode, predict, runsAWindow } from './predict.ts';
import type { Findings } from './run-experiment.ts';
import { portionsOf, rolloutWindow } from './window-portions.ts';

/** Seconds after the present, which is the first picture: a chain of jumps has no others. */
const TIMES_S = [2, 4, 6, 8];
const SAME_TIME_S = 1e-3;

/** A model's pictures, or the present over and over. */
interface Row {
  model: WorldModel | null;
  title: string;
  calibrated: boolean;
  motions: WindowMotion[];
}

/**
 * How far predicted pictures move as recorded ones do: slow and fast change, and the direction and size of the shift between
 * neighbouring pictures, for every model at the same times. One window a clip.
 */
export async function motion(bench: Bench, models: LabModels): Promise<Findings> {
  const { request, workspace, context, notes } = bench;
  const worlds = (await models.worlds(['x0', 'epsilon', 'direct', 'jump'])).filter((model) => {
    const fits = TIMES_S.every((s) => indexAt(model, s) >= 0);
    if (!fits) notes.push(`${model.manifest.title} is left out: it has no pictures at ${TIMES_S.join(', ')} s.`);
    return fits;
  });
  if (worlds.length === 0) throw doesNotFit('every world model', `none has pictures at ${TIMES_S.join(', ')} s`);
  const gathered = await gatherWindows(
    workspace,
    {
      filter: request.filter,
      needs: { actions: Math.max(...worlds.map(({ spec }) => spec.actions)), truthS: TIMES_S },
      limit: request.windows,
      seed: request.seed,
      perClip: 'one',
    },
    context,
  );
  notes.push(
    'The first picture of a prediction is the present through the VAE, that of the recording is the camera’s.',
  );
  const found: MotionModel[] = [];
  for (const group of Map.groupBy(worlds, ({ spec }) => sightOf(spec)).values())
    found.push(...(await motionOf(bench, group, gathered.windows)));
  return { figures: { kind: 'motion', atS: [0, ...TIMES_S], models: found }, gathered };
}

async function motionOf(
  bench: Bench,
  group: readonly WorldModel[],
  windows: Parameters<typeof portionsOf>[1],
): Promise<MotionModel[]> {
  const [first] = group;
  const { request, work, thread, context } = bench;
  const options: RolloutOptions = {
    steps: request.steps,
    guidance: 1,
    seed: request.seed,
    calibrate: 'none',
    blend: 0,
  };
  const rows = group.flatMap((model): Row[] => {
    const row = (title: string, calibrated: boolean): Row => ({ model, title, calibrated, motions: [] });
    const { title } = model.manifest;
    if (model.spec.objective === 'direct' || model.spec.objective === 'jump') return [row(title, false)];
    return [row(`${title}, raw`, false), ...(model.spec.calibration ? [row(`${title}, calibrated`, true)] : [])];
  });
  rows.push({ model: null, title: 'Copy of the present', calibrated: false, motions: [] });
  const rollouts = group.reduce((sum, model) => sum + runsAWindow(model, options), 0);
  work.plan(windows.length * (2 + rollouts + (rows.length - 1) * TIMES_S.length));

  const clipIds: string[] = [];
  const truth: WindowMotion[] = [];
  const motionsOf = (series: RgbImage[][]) => thread.call('motion', series, { signal: context.signal });
  for await (const portion of portionsOf(bench, windows, modelView(first.spec))) {
    clipIds.push(...portion.windows.map(({ clipId }) => clipId));
    truth.push(...(await motionsOf(portion.present.map((now, i) => [now, ...portion.truth.map((at) => at[i])]))));
    const present = await encode(bench, first, portion.present);
    const presentPictures = await decode(bench, first, present);
    for (const [model, ofModel] of Map.groupBy(rows, (row) => row.model)) {
      if (!model) {
        const still = presentPictures.map((picture) => [picture, ...TIMES_S.map(() => picture)]);
        const motions = await motionsOf(still);
        ofModel.forEach((row) => row.motions.push(...motions));
        continue;
      }
      const inputs = portion.windows.map((window, i) => rolloutWindow(model, window, present[i]));
      const futures = await predict(bench, model, inputs, options, portion.indices);
      for (const row of ofModel) {
        const { calibration } = model.spec;
        const latents = futures.flatMap((future) =>
          TIMES_S.map((s) => {
            const latent = future[indexAt(model, s)];
            return row.calibrated && calibration ? calibrate(latent, calibration) : latent;
          }),
        );
        const pictures = await decode(bench, model, latents);
        const series = presentPictures.map((now, i) => [
          now,
          ...pictures.slice(i * TIMES_S.length, (i + 1) * TIMES_S.length),
        ]);
        row.motions.push(...(await motionsOf(series)));
      }
    }
  }
  return rows.map((row) => summary(row, truth, clipIds, request.seed));
}

const indexAt = ({ spec }: WorldModel, seconds: number): number =>
  spec.atS.findIndex((s) => Math.abs(s - seconds) < SAME_TIME_S);

function summary(row: Row, truth: readonly WindowMotion[], clipIds: readonly string[], seed: number): MotionModel {
  const band = (name: 'lf' | 'hf' | 'change'): Estimate =>
    clipRatio(
      clipIds,
      row.motions.map(({ bands }) => bands[name]),
      truth.map(({ bands }) => bands[name]),
      seed,
    ) ?? nothing;
  const agreements = row.motions.map(({ displacements }, i) => motionAgreement(displacements, truth[i].displacements));
  const length = ({ displacements }: WindowMotion) =>
    displacements.reduce((sum, { rightPx, downPx }) => sum + Math.hypot(rightPx, downPx), 0);
  const direction = clipEstimate(
    clipIds,
    agreements.map((a) => a.direction ?? NaN),
    seed,
  );
  return {
    modelId: row.model?.manifest.id ?? null,
    title: row.title,
    way: row.model ? 'model' : 'copy',
    lf: band('lf'),
    hf: band('hf'),
    change: band('change'),
    direction: direction.clips > 0 ? direction : null,
    directionPairs: agreements.reduce((sum, a) => sum + a.directionPairs, 0),
    magnitude: clipRatio(clipIds, row.motions.map(length), truth.map(length), seed),
  };
}
