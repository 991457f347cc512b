import type { PdmComfortEvidence, PdmExtendedComfortEvidence, PdmVersion } from '../../../../shared/domain/pdm.ts';
import { COMFORT_BOUNDS, EXTENDED_COMFORT_LIMITS } from '../constants.ts';
import type { PreparedScene } from '../prepare.ts';
import { comfortOfPlan, comfortWithHistory, type ExtendedComfort } from '../scoring/comfort.ts';
import type { Rollout } from '../simulation/rollout.ts';

/** The six comfort signals over time with their bounds. */
export function comfortEvidence(rollout: Rollout, prepared: PreparedScene, version: PdmVersion): PdmComfortEvidence {
  const signals =
    version === 'v2'
      ? comfortWithHistory(rollout.states, prepared.history, prepared.scene.vehicle.rearAxleToCentreM)
      : comfortOfPlan(rollout.states);
  return {
    kind: 'comfort',
    historySamples: version === 'v2' ? prepared.history.samples : 0,
    series: COMFORT_BOUNDS.map(({ name, unit, low, high }, k) => {
      const values = Array.from(signals.series[k].subarray(0, signals.count));
      const isOut = (value: number) => !(value > low && value < high);
      const first = values.findIndex(isOut);
      const excess = (value: number) => (value > 0 ? value / high : value / low);
      const worst = values.reduce((best, value, i) => (excess(value) > excess(values[best]) ? i : best), 0);
      return { name, unit, low, high, values, within: first < 0, first: first < 0 ? null : first, worst };
    }),
  };
}

export const extendedComfortEvidence = (comfort: ExtendedComfort): PdmExtendedComfortEvidence => ({
  kind: 'extended comfort',
  intervalS: comfort.intervalS,
  series: EXTENDED_COMFORT_LIMITS.map(({ name, unit, high }, k) => ({
    name,
    unit,
    rms: comfort.rms[k],
    limit: high,
    within: comfort.rms[k] <= high,
    now: Array.from(comfort.now[k]),
    previous: Array.from(comfort.previous[k]),
  })),
});
