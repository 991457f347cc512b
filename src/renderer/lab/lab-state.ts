import { z } from 'zod';
import { create } from 'zustand';
import type { ClipId } from '../../shared/domain/clip.ts';
import { labKinds, type LabKind } from '../../shared/domain/lab.ts';
import type { Remembered } from '../settings/remembered.ts';
import { defaultSliders, type Sliders } from './sliders.ts';

export type Showing = 'frames' | 'straight';
export const figurePlaces = [0, 1] as const;
export type FigurePlace = (typeof figurePlaces)[number];

/** What the Lab remembers while other views are in front, and over the next start what is in `storedLabSchema`. */
export interface LabState {
  /** Null takes the first that can be steered. */
  modelId: string | null;
  sliders: Sliders;
  showing: Showing;
  /** Experiments in the two figure panels; a narrow window has the first one only. */
  figures: [LabKind, LabKind];
  /** Results chosen from earlier ones, by kind; the newest where none is. */
  chosen: Partial<Record<LabKind, string>>;
  /** Key frame chosen here; null follows Review's decision instant. */
  instant: { clipId: ClipId; frame: number } | null;
  /** Windows and denoising steps of the next experiment; a probe, which is trained on them, has a number of its own. */
  windows: number;
  probeWindows: number;
  steps: number;
}

/** With fewer windows a probe knows its training pictures by heart, and encoders are told apart by chance. */
export const PROBE_WINDOWS = 1000;

const start: LabState = {
  modelId: null,
  sliders: defaultSliders,
  showing: 'frames',
  figures: ['frontier', 'control'],
  chosen: {},
  instant: null,
  windows: 40,
  probeWindows: PROBE_WINDOWS,
  steps: 20,
};

export const useLab = create<LabState>()(() => start);

export const setSliders = (part: Partial<Sliders>): void =>
  useLab.setState((s) => ({ sliders: { ...s.sliders, ...part } }));

const kind = z.enum(labKinds);
const number = (low: number, high: number, otherwise: number) => z.number().min(low).max(high).catch(otherwise);
const storedLabSchema = z.object({
  modelId: z.string().nullable().catch(null),
  sliders: z
    .object({
      steering: number(-1, 1, 0),
      accelerationMps2: number(-10, 10, 0),
      accelerationAsDriven: z.boolean().catch(false),
      steps: number(1, 1000, defaultSliders.steps),
      guidance: number(0, 10, 1),
      blend: number(0, 1, 0),
      seed: number(0, 2_147_483_647, defaultSliders.seed),
      calibrate: z.boolean().catch(true),
    })
    .catch(defaultSliders),
  showing: z.enum(['frames', 'straight']).catch('frames'),
  figures: z.tuple([kind, kind]).catch(start.figures),
  windows: number(2, 5000, start.windows),
  probeWindows: number(2, 5000, start.probeWindows),
  steps: number(1, 1000, start.steps),
});

/** The Lab's part of stored settings; what cannot be read falls back to its default. */
export function storedLab(value: unknown): Partial<LabState> {
  const parsed = storedLabSchema.safeParse(value);
  return parsed.success ? parsed.data : {};
}

const toStore = ({ modelId, sliders, showing, figures, windows, probeWindows, steps }: LabState) => ({
  modelId,
  sliders,
  showing,
  figures,
  windows,
  probeWindows,
  steps,
});

/** The Lab over the next start. */
export const rememberedLab: Remembered<LabState> = { key: 'lab', store: useLab, read: storedLab, pick: toStore };
