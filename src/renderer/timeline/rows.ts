/** Plots of signals of the recording. */
export const signalNames = ['speed', 'acceleration', 'steering'] as const;
export type SignalName = (typeof signalNames)[number];
export type PlotName = SignalName | 'gap' | 'ttc';
export type RowName = 'ruler' | 'tags' | 'events' | PlotName;
export interface Row {
  top: number;
  height: number;
}

export const LANE_PX = 16;
export const EVENT_ROW_PX = 12;
const RULER_PX = 17;
const shares: Record<PlotName, number> = { speed: 1.35, acceleration: 1, steering: 1, gap: 1, ttc: 1 };
const SHORTEST_PLOT_PX = 24;

/**
 * Heights of the timeline's rows, top to bottom. Ruler, tag lanes and event rows take what they need;
 * the plots share the rest and grow with the panel. Without lanes (null) there is no row of tags; plots that are not named have
 * no height.
 */
export function rowsOf(
  heightPx: number,
  tagLanes: number | null,
  eventRows: number,
  plots: readonly PlotName[] = signalNames,
): Record<RowName, Row> & { heightPx: number } {
  const tags = tagLanes === null ? 0 : Math.max(1, tagLanes) * LANE_PX + 3;
  const events = Math.max(1, eventRows) * EVENT_ROW_PX + 2;
  const rest = Math.max(0, heightPx - RULER_PX - tags - events);
  const whole = plots.reduce((sum, name) => sum + shares[name], 0);
  const heights: [RowName, number][] = [
    ['ruler', RULER_PX],
    ['tags', tags],
    ['events', events],
    ...plots.map((name): [RowName, number] => [
      name,
      Math.max(SHORTEST_PLOT_PX, Math.floor((rest * shares[name]) / whole)),
    ]),
  ];
  const none = { top: 0, height: 0 };
  const rows: Record<RowName, Row> = {
    ruler: none,
    tags: none,
    events: none,
    speed: none,
    acceleration: none,
    steering: none,
    gap: none,
    ttc: none,
  };
  let top = 0;
  for (const [name, height] of heights) {
    rows[name] = { top, height };
    top += height;
  }
  return { ...rows, heightPx: top };
}
