import type { Problem } from '../../shared/domain/problem.ts';
import type { RgbText, SteerEvent, SteerRequest } from '../../shared/domain/steering.ts';
import type { RgbBytes } from '../../shared/maths/picture-shift.ts';

/** A future under one choice of actions, with what has come of it so far. */
export interface Variant {
  /** `left`, `straight`, `right`, `driven`, or a kept one's own. */
  id: string;
  name: string;
  kept: boolean;
  /** What its pictures answer; null before it was first asked. */
  request: SteerRequest | null;
  state: 'empty' | 'waiting' | 'rendering' | 'done' | 'cancelled' | 'failed';
  /** Network evaluations of the rendering under way. */
  step: { done: number; total: number } | null;
  present: RgbBytes | null;
  /** Actions that are used, normalised, one a half second, and the speed at t0. */
  actions: { steering: number[]; acceleration: number[]; speedMps: number } | null;
  atS: number[];
  /** One for each of `atS`; those of the rendering before stay until their successor is there. */
  pictures: (RgbBytes | null)[];
  /** Which of them are of `request`. */
  fresh: boolean[];
  /** Of the last whole rendering. */
  timing: { totalMs: number; stageMs: Record<string, number>; evaluations: number | null } | null;
  problem: Problem | null;
}

export const emptyVariant = (id: string, name: string): Variant => ({
  id,
  name,
  kept: false,
  request: null,
  state: 'empty',
  step: null,
  present: null,
  actions: null,
  atS: [],
  pictures: [],
  fresh: [],
  timing: null,
  problem: null,
});

/** Bytes of a picture that came as base64 text. */
export function pictureOf({ widthPx, heightPx, rgbBase64 }: RgbText): RgbBytes {
  const text = atob(rgbBase64);
  const rgb = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) rgb[i] = text.charCodeAt(i);
  return { widthPx, heightPx, rgb };
}

const sameInstant = (a: SteerRequest | null, b: SteerRequest): boolean =>
  a !== null && a.clipId === b.clipId && a.frame === b.frame;

/** A variant that is about to be rendered. Pictures of another instant go at once, those of the same one stay till replaced. */
export function asked(variant: Variant, request: SteerRequest): Variant {
  const stays = sameInstant(variant.request, request);
  return {
    ...variant,
    request,
    state: 'waiting',
    step: null,
    problem: null,
    timing: null,
    fresh: variant.pictures.map(() => false),
    ...(stays ? {} : { present: null, actions: null, atS: [], pictures: [], fresh: [] }),
  };
}

const sameTimes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((t, i) => t === b[i]);

/** A variant after an event of its rendering. */
export function applySteerEvent(variant: Variant, event: SteerEvent): Variant {
  switch (event.type) {
    case 'start': {
      const stays = sameTimes(variant.atS, event.atS);
      return {
        ...variant,
        state: 'rendering',
        step: null,
        present: pictureOf(event.present),
        actions: { steering: event.steering, acceleration: event.acceleration, speedMps: event.speedMps },
        atS: event.atS,
        pictures: stays ? variant.pictures : event.atS.map(() => null),
        fresh: event.atS.map(() => false),
      };
    }
    case 'step':
      return { ...variant, step: { done: event.done, total: event.total } };
    case 'picture':
      return {
        ...variant,
        pictures: variant.pictures.map((p, i) => (i === event.index ? pictureOf(event.picture) : p)),
        fresh: variant.fresh.map((f, i) => f || i === event.index),
      };
    case 'done':
      return {
        ...variant,
        state: 'done',
        step: null,
        timing: { totalMs: event.totalMs, stageMs: event.stageMs, evaluations: variant.step?.total ?? null },
      };
  }
}

/** The picture of a second after t0 that is of the present request; 0 is the present. */
export function pictureAt(variant: Variant, atS: number): RgbBytes | null {
  if (atS === 0) return variant.present;
  const i = variant.atS.indexOf(atS);
  return i >= 0 && variant.fresh[i] ? variant.pictures[i] : null;
}

/** The picture that is shown at a second: the old one while its successor is not there. */
export const shownPictureAt = (variant: Variant, atS: number): { picture: RgbBytes | null; fresh: boolean } => {
  if (atS === 0) return { picture: variant.present, fresh: true };
  const i = variant.atS.indexOf(atS);
  return i < 0 ? { picture: null, fresh: true } : { picture: variant.pictures[i], fresh: variant.fresh[i] };
};

/** Whether two variants differ in nothing but their steering: same instant, model, options and acceleration. */
export function differInSteeringOnly(a: Variant, b: Variant): boolean {
  if (!a.request || !b.request) return false;
  const rest = ({ steering: _, ...others }: SteerRequest) => JSON.stringify(others);
  return rest(a.request) === rest(b.request);
}
