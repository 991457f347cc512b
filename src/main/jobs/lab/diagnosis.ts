import type { DiagnosisRow } from '../../../shared/domain/lab.ts';
import type { RolloutOptions } from '../../../shared/domain/video-prediction.ts';
import { testsAgainst, type MeasuredOnClips } from '../../metrics/statistics/pair-tests.ts';
import { modelView, sightOf } from '../../pipelines/dit-wam/spec.ts';
import type { WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import type { Bench } from './bench.ts';
import { fidNote, joined, kidNote, openFeatures } from './feature-net.ts';
import { gatherWindows } from './gather-windows.ts';
import { doesNotFit, twinOf, type LabModels } from './lab-models.ts';
import { measurePictures, type MeasuredPictures } from './measured-pictures.ts';
import { encode, predict, runsAWindow } from './predict.ts';
import type { Findings } from './run-experiment.ts';
import { portionsOf, rolloutWindow } from './window-portions.ts';

/** One small model of the family. */
interface Twin {
  model: WorldModel;
  /** What it differs in; null for the reference. */
  changed: string | null;
  measured: MeasuredPictures;
}

const tested = [
  ['cosSim', 'CosSim'],
  ['ssim', 'SSIM'],
  ['latentMse', 'latent MSE'],
] as const;

/**
 * What makes the model work: small twins of equal size, steps and data, each with one thing changed against the reference,
 * sampled alike (no guidance, no calibration) and measured at the last horizon; paired tests over clips against the reference.
 */
export async function diagnosis(bench: Bench, models: LabModels): Promise<Findings> {
  const { request, workspace, context, notes, work } = bench;
  const features = await openFeatures(bench);
  const family = await twinsOf(models);
  const twins = family.map(({ model, changed }): Twin => ({
    model,
    changed,
    measured: measurePictures(bench, model, features),
  }));
  const [{ model: reference }] = twins;
  const { spec } = reference;
  const horizonS = spec.atS[spec.atS.length - 1];
  const gathered = await gatherWindows(
    workspace,
    {
      filter: request.filter,
      needs: { actions: Math.max(...twins.map(({ model }) => model.spec.actions)), truthS: [horizonS] },
      limit: request.windows,
      seed: request.seed,
      perClip: 'evenly',
    },
    context,
  );
  const options: RolloutOptions = {
    steps: request.steps,
    guidance: 1,
    seed: request.seed,
    calibrate: 'none',
    blend: 0,
  };
  const rollouts = twins.reduce((sum, { model }) => sum + runsAWindow(model, options) + (features ? 2 : 1), 0);
  work.plan(gathered.windows.length * (2 + rollouts + (features ? 1 : 0)));

  const real: Float32Array[] = [];
  for await (const portion of portionsOf(bench, gathered.windows, modelView(spec))) {
    const clipIds = portion.windows.map(({ clipId }) => clipId);
    const present = await encode(bench, reference, portion.present);
    const [recorded] = portion.truth;
    const recordedLatents = await encode(bench, reference, recorded);
    if (features) real.push(await features.of(recorded));
    for (const { model, measured } of twins) {
      const inputs = portion.windows.map((window, i) => rolloutWindow(model, window, present[i]));
      const futures = await predict(bench, model, inputs, options, portion.indices);
      const latents = futures.map((future) => future[future.length - 1]);
      await measured.add({ clipIds, latents, recordedLatents, recorded });
    }
  }

  const rows: DiagnosisRow[] = [];
  for (const { model, changed, measured } of twins) {
    const { cosSim, ssim, latentMse } = measured.figures();
    const distances = await features?.distances(joined(real), measured.features());
    const { id, title } = model.manifest;
    const { kid = null, fid = null } = distances ?? {};
    rows.push({ modelId: id, title, changed, horizonS, cosSim, ssim, latentMse, fid, kid });
  }
  if (features) {
    const means = rows.map((row) => row.kid?.mean);
    const found = [fidNote(features.net, twins[0].measured.windows()), kidNote(features.net, means)];
    notes.push(...found.filter((note) => note !== null));
  }
  const tests = tested.flatMap(([value, metric]) => {
    const [first, ...others] = twins.map(({ model, measured }): MeasuredOnClips => ({
      name: model.manifest.title,
      byClip: measured.byClip(value),
    }));
    return testsAgainst(first, others, metric, request.seed);
  });
  return { figures: { kind: 'diagnosis', featureNet: features?.net ?? null, rows, tests }, gathered };
}

/** The reference first, then its twins; of several references the one that has most twins. Throws ProblemError where there is none. */
async function twinsOf(models: LabModels): Promise<Pick<Twin, 'model' | 'changed'>[]> {
  const marked = (await models.all()).flatMap(({ manifest }) => {
    const twin = twinOf(manifest);
    return twin ? [{ id: manifest.id, ...twin }] : [];
  });
  const [largest] = [...Map.groupBy(marked, ({ reference }) => reference)].sort(([, a], [, b]) => b.length - a.length);
  if (!largest) throw doesNotFit('The list of models', 'no world model is marked as a twin of another');
  const [referenceId, twins] = largest;
  const reference = await models.world(referenceId);
  const others = await Promise.all(twins.map(async ({ id, changed }) => ({ model: await models.world(id), changed })));
  const odd = others.find(
    ({ model: { spec } }) => sightOf(spec) !== sightOf(reference.spec) || spec.atS.at(-1) !== reference.spec.atS.at(-1),
  );
  if (odd)
    throw doesNotFit(odd.model.manifest.id, `it has another VAE, camera or horizon than its reference ${referenceId}`);
  return [{ model: reference, changed: null }, ...others];
}
