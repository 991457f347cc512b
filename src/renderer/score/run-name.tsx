import type { ReactNode } from 'react';
import { SeriesKey } from '../ui/series-key.tsx';
import type { PanelRun } from './scored-clip.ts';

/** A run's key and letter; the reference has a grey name and no key. */
export function RunName({ series, children }: { series: PanelRun['key']; children: ReactNode }) {
  if (series === 'reference') return <span className="summary-reference">{children}</span>;
  return <SeriesKey series={series}>{children}</SeriesKey>;
}
