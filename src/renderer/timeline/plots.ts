import type { Signal } from '../../shared/domain/clip.ts';
import type { ClipPredictions } from '../../shared/domain/run.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import type { ShownRun } from '../state/session.ts';
import { planMotion, type PlanMotion } from './plan-motion.ts';
import type { PlotName, SignalName } from './rows.ts';
import { niceCeil } from './ticks.ts';

/** One curve, in the unit of its plot. */
export interface Curve {
  series: RunLetter | 'human';
  timesUs: readonly number[];
  values: readonly number[];
}

/** One plot of the timeline: what the vehicle did, and its axis. */
export interface Plot {
  name: PlotName;
  title: string;
  unit: string;
  low: number;
  high: number;
  /** In words, e.g. `CAN vehicle_monitor`; null where the recording has no such signal. */
  source: string | null;
  human: Curve | null;
  /** A line across the plot: what the value is held against. */
  limit: { value: number; words: string } | null;
}

/** A plot that is computed from plans and objects for one decision instant, not read from the recording. */
export interface DerivedPlot extends Plot {
  /** Of the plans and the human; a series that has no value for a while has several. */
  curves: Curve[];
  /** What is said where there is no curve. */
  nothing: string;
}

const DEGREES = 180 / Math.PI;
const kinds: Record<SignalName, { title: string; unit: string; factor: number; leastHigh: number; centred: boolean }> =
  {
    speed: { title: 'Speed', unit: 'm/s', factor: 1, leastHigh: 2, centred: false },
    acceleration: { title: 'Accel.', unit: 'm/s²', factor: 1, leastHigh: 1, centred: true },
    steering: { title: 'Steering', unit: 'deg', factor: DEGREES, leastHigh: 5, centred: true },
  };

const largest = (values: readonly number[]): number => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

/** Plans beyond this many times what was driven run out of the plot rather than flatten it. */
const PLAN_ROOM = 1.5;

/** A plot's axis is held over the whole clip, so that it does not jump with the decision instant. */
export function plotOf(name: SignalName, signals: readonly Signal[], plans: readonly PlanMotion[]): Plot {
  const kind = kinds[name];
  const signal = signals.find((s) => s.name === name);
  const values = signal?.values.map((v) => v * kind.factor) ?? [];
  const driven = Math.max(kind.leastHigh, largest(values));
  const planned = name === 'steering' ? 0 : Math.max(0, ...plans.map((p) => largest(p[name].values)));
  const high = niceCeil(Math.max(driven, Math.min(planned, driven * PLAN_ROOM)));
  const reverses = values.some((v) => v < -0.5);
  return {
    name,
    title: kind.title,
    unit: kind.unit,
    low: kind.centred || reverses ? -high : 0,
    high,
    source: signal?.source ?? null,
    human: signal ? { series: 'human', timesUs: signal.timesUs, values } : null,
    limit: null,
  };
}

/** Motion of every plan of a run on a clip, by key frame. */
export const motionsOf = (predictions: ClipPredictions): ReadonlyMap<number, PlanMotion> =>
  new Map(predictions.predictions.map((p) => [p.frame, planMotion(p)]));

export interface RunMotions {
  letter: RunLetter;
  byFrame: ReadonlyMap<number, PlanMotion>;
}

/** The shown runs that planned on this clip, with their motions. */
export const shownMotions = (shown: readonly ShownRun[], predictions: readonly ClipPredictions[]): RunMotions[] =>
  shown.flatMap(({ letter, runId }) => {
    const found = predictions.find((p) => p.runId === runId);
    return found ? [{ letter, byFrame: motionsOf(found) }] : [];
  });

/** Curves of the plans made at a key frame. No plan states a steering angle. */
export const planCurves = (runs: readonly RunMotions[], frame: number, name: SignalName): Curve[] =>
  name === 'steering'
    ? []
    : runs.flatMap(({ letter, byFrame }) => {
        const motion = byFrame.get(frame);
        return motion ? [{ series: letter, ...motion[name] }] : [];
      });

/** The axis in words: `0 – 12`, `±4`. */
export const axisInWords = (plot: Pick<Plot, 'low' | 'high'>): string =>
  plot.low < 0 ? `±${String(plot.high)}` : `${String(plot.low)} – ${String(plot.high)}`;

/** Where a signal comes from in one short word; the whole source is in the tooltip. */
export const shortSource = (source: string | null): string => {
  if (source === null) return 'absent';
  return /can/i.test(source) ? 'CAN' : 'poses';
};
