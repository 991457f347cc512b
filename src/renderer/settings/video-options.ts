import type { SteerRange } from '../../shared/domain/steering.ts';
import { videoRunOptionsSchema, type VideoRunOptions } from '../../shared/domain/video-prediction.ts';

export type VideoOption = keyof VideoRunOptions;
/** What stands in the fields, as it was typed. */
export type VideoDraft = Record<VideoOption, string>;

const defaults = videoRunOptionsSchema.parse({});
export const newVideoDraft = (): VideoDraft => ({
  everyS: String(defaults.everyS),
  steps: String(defaults.steps),
  guidance: String(defaults.guidance),
  seed: String(defaults.seed),
  calibrate: defaults.calibrate,
  blend: String(defaults.blend),
});

/** What a field takes, in words; null for a choice. */
export const videoOptionWords: Record<VideoOption, { label: string; takes: string | null }> = {
  everyS: { label: 'Seconds between instants at least', takes: 'above 0, up to 60' },
  steps: { label: 'Denoising steps', takes: 'a whole number from 1 to 1000' },
  guidance: { label: 'Guidance, 1 is off', takes: 'a number from 0 to 10' },
  seed: { label: 'Seed of the noise', takes: 'a whole number from 0 to 2147483647' },
  calibrate: { label: 'Spread of latents', takes: null },
  blend: { label: 'Share of the direct twin', takes: 'a number from 0 to 1' },
};

/** The options that change what a model gives, in the order of the form. */
export function optionsOf({ objective, canCalibrate, direct }: SteerRange): VideoOption[] {
  if (objective === 'direct' || objective === 'jump') return ['everyS'];
  return [
    'everyS',
    'steps',
    'guidance',
    'seed',
    ...(canCalibrate ? (['calibrate'] as const) : []),
    ...(direct === null ? [] : (['blend'] as const)),
  ];
}

/** Why a model takes fewer options than another; null where it takes them all. */
export function whyFewer({ objective }: Pick<SteerRange, 'objective'>): string | null {
  if (objective === 'direct') return 'It answers in one pass, without noise: there are no steps and no seed.';
  if (objective === 'jump') return 'It answers by a chain of jumps, without noise: there are no steps and no seed.';
  return null;
}

/** What was typed into one field; null where it cannot be used. */
export function readVideoOption(option: VideoOption, text: string): VideoRunOptions[VideoOption] | null {
  const value = option === 'calibrate' ? text : text.trim() === '' ? NaN : Number(text);
  const parsed = videoRunOptionsSchema.shape[option].safeParse(value);
  return parsed.success ? (parsed.data ?? null) : null;
}

/** The options of a run as they were typed; null where one of those that are asked for cannot be used. */
export function readVideoOptions(draft: VideoDraft, asked: readonly VideoOption[]): VideoRunOptions | null {
  const read = asked.map((option) => [option, readVideoOption(option, draft[option])] as const);
  if (read.some(([, value]) => value === null)) return null;
  return videoRunOptionsSchema.parse(Object.fromEntries(read));
}
