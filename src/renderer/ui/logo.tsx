/** Three strokes that leave one point: what was recorded and two foreseen futures. The same mark as in reports. */
export function Logo({ size = 16 }: { size?: number }) {
  return (
    <svg width={(size * 18) / 16} height={size} viewBox="0 0 18 16" fill="none" aria-hidden strokeWidth={1.8}>
      <path d="M2 13C6 13 8 9 9.5 6.5S13 2.2 16 2" stroke="var(--series-a)" strokeWidth={2} />
      <path d="M2 13C7 13 9.5 9.8 16 7.4" stroke="var(--series-b)" strokeDasharray="4.6 1.8" />
      <path d="M2 13C8 13.4 11 13.2 16 12.4" stroke="var(--series-human)" strokeDasharray="2.2 1.8" />
      <circle cx={2.6} cy={13} r={2} fill="var(--t1)" />
    </svg>
  );
}
