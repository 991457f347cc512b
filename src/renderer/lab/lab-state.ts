import { z } from 'zod';
import { create } from 'zustand';
import type { ClipId } from '../../shared/domain/clip.ts';
import { labKinds, type LabKind } from '../../shared/domain/lab.ts';
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
  /** Windows and denoising steps of the next experiment. */
  windows: number;
  steps: number;
}

const start: LabState = {
  modelId: null,
  sliders: defaultSliders,
  showing: 'frames',
  figures: ['frontier', 'control'],
  chosen: {},
  instant: null,
  windows: 40,
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
  steps: number(1, 1000, start.steps),
});

/** The Lab's part of stored settings; what cannot be read falls back to its default. */
export function storedLab(value: unknown): Partial<LabState> {
  const parsed = storedLabSchema.safeParse(value);
  return parsed.success ? parsed.data : {};
}

const toStore = ({ modelId, sliders, showing, figures, windows, steps }: LabState) => ({
  modelId,
  sliders,
  showing,
  figures,
  windows,
  steps,
});

const SAVE_AFTER_MS = 400;

/** Stores the Lab's state whenever it changes and rests for a moment; returns what ends it. */
export function keepLab(save: (stored: ReturnType<typeof toStore>) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = JSON.stringify(toStore(useLab.getState()));
  const flush = () => {
    clearTimeout(timer);
    const stored = toStore(useLab.getState());
    const text = JSON.stringify(stored);
    if (text === last) return;
    last = text;
    save(stored);
  };
  const unsubscribe = useLab.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(flush, SAVE_AFTER_MS);
  });
  return () => {
    unsubscribe();
    flush();
  };
}
