import quoted from './quoted-results.json' with { type: 'json' };
import { metricInfoOf, type MetricKey } from '../../shared/domain/score.ts';

/** A value printed by a paper, on other data: shown apart, never compared. */
export interface QuotedValue {
  system: string;
  value: number;
  data: string;
  source: string;
}

/** Systems that have a column, in order. */
export const quotedSystems: readonly string[] = [...new Set(quoted.rows.map((row) => row.system))];

/**
 * What papers print for a metric. The papers do not say their rate; DriveWAM scores one trajectory at 10 Hz, so only
 * 10 Hz rows carry quoted values.
 */
export function quotedFor(key: MetricKey): QuotedValue[] {
  const info = metricInfoOf(key);
  if (!info || info.rate !== '10Hz') return [];
  return quoted.rows.filter((row) => row.metric === info.metric && row.horizonS === info.horizonS);
}

/** `DriveWAM on PhysicalAI-AV, 1 000 clips (arXiv …)`, one a system. */
export const quotedSources = (): string[] =>
  quotedSystems.map((system) => {
    const row = quoted.rows.find((r) => r.system === system);
    return row ? `${system} on ${row.data} (${row.source})` : system;
  });
