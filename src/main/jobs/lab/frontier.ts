import type { FrontierPoint, LabFigures } from '../../../shared/domain/lab.ts';
import type { RolloutOptions } from '../../../shared/domain/video-prediction.ts';
import { videoHorizonsS } from '../../../shared/domain/video-metric.ts';
import { blend, calibrate } from '../../inference/sampling/calibrate.ts';
import type { ModelView } from '../../media/camera-frames.ts';
import { channelMoments } from '../../metrics/fidelity/latent-moments.ts';
import { modelView, sightOf } from '../../pipelines/dit-wam/spec.ts';
import type { WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import type { Bench } from './bench.ts';
import { fidNote, joined, kidNote, openFeatures, type Features } from './feature-net.ts';
import { gatherWindows, type GatheredWindows } from './gather-windows.ts';
import type { LabModels } from './lab-models.ts';
import { measurePictures, type MeasuredPictures } from './measured-pictures.ts';
import { encode, predict, runsAWindow } from './predict.ts';
import { portionsOf, rolloutWindow, type Portion } from './window-portions.ts';

const ALPHAS = [0.25, 0.5, 0.75] as const;
const SAME_TIME_S = 1e-3;

/** A way to make the future, at one horizon. */
interface Place {
  way: FrontierPoint['way'];
  /** Whose future it is; null for copying the present. */
  model: WorldModel | null;
  alpha: number | null;
  horizonS: number;
}

type Key = string;
const keyOf = ({ way, model, alpha, horizonS }: Place): Key =>
  [way, model?.manifest.id ?? '', alpha ?? '', horizonS].join(' ');

const indexAt = ({ spec }: WorldModel, horizonS: number): number =>
  spec.atS.findIndex((s) => Math.abs(s - horizonS) < SAME_TIME_S);

const samples = ({ spec }: WorldModel): boolean => spec.objective === 'x0' || spec.objective === 'epsilon';

/**
 * Fidelity against distortion: every way to make the future, at 1, 2, 4 and 8 s. Diffusion is sampled once, without guidance;
 * its calibration, its blends with the direct twin and the oracle are made from the same latents. The recorded side of KID and
 * FID are camera pictures, not what the VAE makes of them.
 */
export async function frontier(
  bench: Bench,
  models: LabModels,
): Promise<{ figures: LabFigures; gathered: GatheredWindows }> {
  const asked = await models.worlds(['x0', 'epsilon', 'direct', 'jump']);
  for (const { spec } of asked.filter(samples)) if (spec.direct !== undefined) await models.world(spec.direct);
  // A twin that only a diffusion model names is a point of its own too.
  const worlds = [...new Set([...asked, ...models.used().filter(({ spec }) => spec.objective === 'direct')])];
  const horizons = videoHorizonsS.filter((s) => worlds.some((model) => indexAt(model, s) >= 0));
  const features = await openFeatures(bench);
  const { request, workspace, context, notes } = bench;
  const gathered = await gatherWindows(
    workspace,
    {
      filter: request.filter,
      needs: { actions: Math.max(...worlds.map(({ spec }) => spec.actions)), truthS: horizons },
      limit: request.windows,
      seed: request.seed,
      perClip: 'evenly',
    },
    context,
  );
  notes.push(
    '“copy” is the latent of the present, decoded: it shows what the VAE alone costs. “oracle” is calibrated with the statistics of these very windows and cannot be had in use.',
  );
  const points: FrontierPoint[] = [];
  // Models of one VAE and camera see the same pictures, and only those can be compared.
  for (const group of Map.groupBy(worlds, ({ spec }) => sightOf(spec)).values())
    points.push(...(await pointsOf(bench, group, horizons, gathered.windows, features)));
  if (features) {
    const most = Math.max(0, ...points.map((p) => p.windows));
    const means = points.map((p) => p.kid?.mean);
    notes.push(...[fidNote(features.net, most), kidNote(features.net, means)].filter((note) => note !== null));
  }
  return { figures: { kind: 'frontier', featureNet: features?.net ?? null, points }, gathered };
}

async function pointsOf(
  bench: Bench,
  group: readonly WorldModel[],
  horizons: readonly number[],
  windows: GatheredWindows['windows'],
  features: Features | null,
): Promise<FrontierPoint[]> {
  const [first] = group;
  const options = rawOptions(bench);
  const places = horizons.flatMap((horizonS) => placesAt(group, horizonS));
  const cells = new Map<Key, MeasuredPictures>(
    places.map((place) => [keyOf(place), measurePictures(bench, place.model ?? first, features)]),
  );
  const real = horizons.map((): Float32Array[] => []);
  const kept = { recorded: horizons.map((): Float32Array[] => []), raw: new Map<Key, Float32Array[]>() };
  const eachPicture = features ? 2 : 1;
  const rollouts = group.reduce((sum, model) => sum + runsAWindow(model, options), 0);
  bench.work.plan(windows.length * (1 + 2 * horizons.length + rollouts + eachPicture * places.length));

  for await (const portion of portionsOf(bench, windows, modelView(first.spec))) {
    const clipIds = portion.windows.map(({ clipId }) => clipId);
    const present = await encode(bench, first, portion.present);
    const futures = new Map<WorldModel, Float32Array[][]>();
    for (const model of group)
      futures.set(model, await predict(bench, model, rolled(model, portion, present), options, portion.indices));
    for (const [h, horizonS] of horizons.entries()) {
      const recorded = portion.truth[h];
      const recordedLatents = await encode(bench, first, recorded);
      kept.recorded[h].push(...recordedLatents);
      if (features) real[h].push(await features.of(recorded));
      for (const place of places.filter((p) => p.horizonS === horizonS && p.way !== 'oracle')) {
        const latents = latentsOf(place, group, futures, present);
        if (place.way === 'diffusion') keep(kept.raw, keyOf({ ...place, way: 'oracle' }), latents);
        await cells.get(keyOf(place))?.add({ clipIds, latents, recordedLatents, recorded });
      }
    }
  }

  await measureOracle(bench, { places, cells, windows, horizons, kept, view: modelView(first.spec) });
  const points: FrontierPoint[] = [];
  for (const place of places) {
    const cell = cells.get(keyOf(place));
    if (!cell || cell.windows() === 0) continue;
    const { latentMse: _, ...figures } = cell.figures();
    const distances = await features?.distances(joined(real[horizons.indexOf(place.horizonS)]), cell.features());
    points.push({
      way: place.way,
      modelId: place.model?.manifest.id ?? null,
      alpha: place.alpha,
      horizonS: place.horizonS,
      windows: cell.windows(),
      kid: distances?.kid ?? null,
      fid: distances?.fid ?? null,
      ...figures,
    });
  }
  return points;
}

/** What sampling gives before anything mends it. */
const rawOptions = ({ request }: Bench): RolloutOptions => ({
  steps: request.steps,
  guidance: 1,
  seed: request.seed,
  calibrate: 'none',
  blend: 0,
});

const rolled = (model: WorldModel, { windows }: Portion, present: readonly Float32Array[]) =>
  windows.map((window, i) => rolloutWindow(model, window, present[i]));

function placesAt(group: readonly WorldModel[], horizonS: number): Place[] {
  const place = (way: Place['way'], model: WorldModel | null, alpha: number | null = null): Place => ({
    way,
    model,
    alpha,
    horizonS,
  });
  const there = group.filter((model) => indexAt(model, horizonS) >= 0);
  const ofDiffusion = there
    .filter(samples)
    .flatMap((model) => [
      place('diffusion', model),
      ...(model.spec.calibration ? [place('calibrated', model)] : []),
      ...(directOf(model, group) ? ALPHAS.map((alpha) => place('interpolation', model, alpha)) : []),
      place('oracle', model),
    ]);
  const others = there.filter((model) => !samples(model));
  return [
    place('copy', null),
    ...others.map((model) => place(model.spec.objective === 'jump' ? 'jump' : 'direct', model)),
    ...ofDiffusion,
  ];
}

const directOf = ({ spec }: WorldModel, group: readonly WorldModel[]): WorldModel | undefined =>
  group.find(({ manifest }) => manifest.id === spec.direct);

/** Un-standardised latents of a place, one a window, out of what was sampled. */
function latentsOf(
  { way, model, alpha, horizonS }: Place,
  group: readonly WorldModel[],
  futures: ReadonlyMap<WorldModel, Float32Array[][]>,
  present: readonly Float32Array[],
): Float32Array[] {
  if (!model) return [...present];
  const at = (of: WorldModel) => (futures.get(of) ?? []).map((latents) => latents[indexAt(of, horizonS)]);
  const own = at(model);
  const { calibration } = model.spec;
  if (way === 'calibrated' && calibration) return own.map((latent) => calibrate(latent, calibration));
  const direct = directOf(model, group);
  if (way !== 'interpolation' || !direct) return own;
  const its = at(direct);
  return own.map((latent, i) => blend(its[i], latent, alpha ?? 0));
}

interface OracleWork {
  places: readonly Place[];
  cells: ReadonlyMap<Key, MeasuredPictures>;
  windows: GatheredWindows['windows'];
  horizons: readonly number[];
  kept: { recorded: Float32Array[][]; raw: ReadonlyMap<Key, Float32Array[]> };
  view: ModelView;
}

/** A second round: the statistics of all test windows are only known when all were sampled. */
async function measureOracle(
  bench: Bench,
  { places, cells, windows, horizons, kept, view }: OracleWork,
): Promise<void> {
  const oracles = places.flatMap((place) => {
    const raw = kept.raw.get(keyOf(place));
    if (place.way !== 'oracle' || !place.model || !raw || raw.length < 2) return [];
    const h = horizons.indexOf(place.horizonS);
    const { channels } = place.model.spec.latentShape;
    const moments = { predicted: channelMoments(raw, channels), truth: channelMoments(kept.recorded[h], channels) };
    return [{ cell: cells.get(keyOf(place)), h, latents: raw.map((latent) => calibrate(latent, moments)) }];
  });
  if (oracles.length === 0) return;
  let at = 0;
  for await (const portion of portionsOf(bench, windows, view)) {
    const some = <T>(list: readonly T[]) => list.slice(at, at + portion.windows.length);
    for (const { cell, h, latents } of oracles)
      await cell?.add({
        clipIds: portion.windows.map(({ clipId }) => clipId),
        latents: some(latents),
        recordedLatents: some(kept.recorded[h]),
        recorded: portion.truth[h],
      });
    at += portion.windows.length;
  }
}

const keep = (map: Map<Key, Float32Array[]>, key: Key, latents: readonly Float32Array[]) =>
  map.set(key, [...(map.get(key) ?? []), ...latents]);
