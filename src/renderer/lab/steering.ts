import { useEffect, useMemo } from 'react';
import type { SteerRange } from '../../shared/domain/steering.ts';
import { api } from '../state/connection.ts';
import { useLive } from '../state/live.ts';
import { useLab } from './lab-state.ts';
import { useInstant, type Instant } from './instant.ts';
import { useSteerModels } from './lab-queries.ts';
import { noPresent } from './present-picture.tsx';
import { drivenRowWanted, steeredRowsWanted } from './rows-wanted.ts';
import { answersLive, defaultSliders } from './sliders.ts';
import { clearRows, followRows, runRows, useVariants } from './variants-store.ts';

/** What a rendering needs, and why it cannot start now. */
export interface Steering {
  ranges: readonly SteerRange[] | undefined;
  range: SteerRange | null;
  instant: Instant | null;
  /** Null where it can. */
  rests: string | null;
}

/** The chosen model, or the first; of a bundled set that is one by diffusion. */
export const chosenRange = (ranges: readonly SteerRange[], modelId: string | null): SteerRange | null =>
  ranges.find((r) => r.modelId === modelId) ?? ranges.find((r) => r.objective === 'x0') ?? ranges.at(0) ?? null;

/** Why nothing can be rendered: no model, no clip, no picture, no inference; null where it can. */
export function useSteering(): Steering {
  const ranges = useSteerModels().data;
  const modelId = useLab((s) => s.modelId);
  const { instant } = useInstant();
  const status = useLive((s) => s.inference?.status ?? null);
  const range = ranges ? chosenRange(ranges, modelId) : null;
  const rests =
    range === null
      ? 'There is no world model.'
      : instant === null
        ? 'Choose a clip first.'
        : (noPresent(instant) ??
          (status === 'restarting'
            ? 'The inference process is being started again.'
            : status === 'failed'
              ? 'The inference process does not start; Settings tells why.'
              : null));
  return useMemo(() => ({ ranges, range, instant, rests }), [ranges, range, instant, rests]);
}

/** Renders left, straight and right as the sliders say. */
export function runSteered({ instant, range, rests }: Steering): void {
  if (instant && range && rests === null) runRows(steeredRowsWanted(instant, range, useLab.getState().sliders));
}

/** Renders the recorded actions. */
export function runDriven({ instant, range, rests }: Steering): void {
  if (instant && range && rests === null) runRows([drivenRowWanted(instant, range, useLab.getState().sliders)]);
}

/** Sliders of a model that answers at once are followed, from its first rendering on; another instant empties the rows. */
export function useFollowing({ instant, range, rests }: Steering): void {
  const sliders = useLab((s) => s.sliders);
  const place = instant === null ? null : `${instant.clip.clipId} ${String(instant.frame)}`;
  useEffect(() => {
    const shown = useVariants.getState().rows.find((row) => !row.kept && row.request !== null)?.request;
    if (shown && place !== `${shown.clipId} ${String(shown.frame)}`) clearRows();
  }, [place]);
  useEffect(() => {
    if (!instant || !range || rests !== null || !answersLive(range)) return;
    followRows(steeredRowsWanted(instant, range, sliders));
  }, [instant, range, rests, sliders]);
}

/** Loads the chosen model while its sliders are looked at; one that follows them is loaded by its first rendering. */
export function useWarmModel({ instant, range, rests }: Steering): void {
  const modelId = range?.modelId ?? null;
  const clipId = rests === null && instant ? instant.clip.clipId : null;
  const frame = instant?.frame ?? 0;
  const rendersAlready = clipId !== null && range !== null && answersLive(range);
  useEffect(() => {
    if (modelId === null || rendersAlready) return;
    const given = new AbortController();
    const at = clipId === null ? null : { clipId, frame };
    // Whatever is wrong with the model or the instant is told by the rendering that is asked for.
    api.steer.warm({ modelId, at }, { signal: given.signal }).catch(() => undefined);
    return () => given.abort();
  }, [modelId, clipId, frame, rendersAlready]);
}

/** All sliders back to where they were at first. */
export const resetSliders = (): void => useLab.setState({ sliders: defaultSliders });
