import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { meanByClip } from '../../../../src/main/metrics/statistics/estimate.ts';
import { pairTests, type MeasuredOnClips } from '../../../../src/main/metrics/statistics/pair-tests.ts';
import { sharedData } from '../../../shared-data.ts';

const dir = sharedData('reference-results/latent-world-models-av');

/** The authors' own paired tests of these files (dlcv-team/latent-world-models-av, 5 encoders, 40 scenes): t, p × 10, d. */
const published = [
  ['vit_s16', 'clip_b32', 0.41663018859910417, 1, 0.06587501689793428],
  ['vit_s16', 'dino_vits14', 2.7819520795028363, 0.08282594407353838, 0.4398652456335393],
  ['vit_s16', 'vjepa2_rep64', 3.1809210018039122, 0.02877236296553908, 0.5029477711382466],
  ['vit_s16', 'vq_track', 1.720622633041293, 0.9324555030202398, 0.2720543257023288],
  ['clip_b32', 'dino_vits14', 2.5352636859432027, 0.15358046670083805, 0.4008603858347166],
  ['clip_b32', 'vjepa2_rep64', 3.1929774520737206, 0.027839023323703353, 0.5048540633057039],
  ['clip_b32', 'vq_track', 1.318126204154164, 1, 0.20841405243396285],
  ['dino_vits14', 'vjepa2_rep64', 2.1330174717115367, 0.39272147698370796, 0.33725967497711146],
  ['dino_vits14', 'vq_track', -0.8033610156656567, 1, -0.12702252964448427],
  ['vjepa2_rep64', 'vq_track', -2.2428818182820582, 0.30660366210244516, -0.3546307534175594],
] as const;

/** Steering RMSE by scene of the encoders that the authors compared, in their order. */
function encoders(folder: string): MeasuredOnClips[] {
  const [header, ...lines] = readFileSync(join(folder, 'pilot__per_scene__per_scene_rmse.csv'), 'utf8')
    .trim()
    .split('\n');
  const columns = header.trim().split(',');
  const rows = lines.map((line) => {
    const cells = line.trim().split(',');
    return (name: string) => cells[columns.indexOf(name)];
  });
  return ['vit_s16', 'clip_b32', 'dino_vits14', 'vjepa2_rep64', 'vq_track'].map((name) => {
    const ours = rows.filter((cell) => cell('encoder') === name);
    return {
      name,
      byClip: meanByClip(
        ours.map((cell) => cell('scene_name')),
        ours.map((cell) => Number(cell('steer_rmse'))),
      ),
    };
  });
}

describe.skipIf(!dir)('published probe results: reference-results/latent-world-models-av', () => {
  const tests = dir ? pairTests(encoders(dir), 'steering', 42) : [];

  it.each(published)('%s against %s', (a, b, t, pCorrected, cohenD) => {
    const found = tests.find((test) => test.a === a && test.b === b);
    expect(found?.clips).toBe(40);
    expect(found?.t).toBeCloseTo(t, 9);
    expect(found?.pCorrected).toBeCloseTo(pCorrected, 9);
    expect(found?.cohenD).toBeCloseTo(cohenD, 9);
  });

  it('are ten pairs', () => {
    expect(tests.length).toBe(published.length);
  });
});
