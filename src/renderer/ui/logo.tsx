/** Three strokes that leave one point: what was recorded and two foreseen futures. */
export function Logo({ size = 16 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden strokeLinecap="round" strokeWidth={1.7}>
      <path d="M2.2 13.8C5.6 12.6 6.4 8.2 13.4 2.2" stroke="var(--series-a)" />
      <path d="M2.2 13.8C6 13 8.2 9.6 14 8" stroke="var(--series-b)" strokeDasharray="3.4 2" />
      <path d="M2.2 13.8C6.4 13.6 9 13.4 13.4 12.9" stroke="var(--series-human)" strokeDasharray="1.6 2.2" />
      <circle cx={2.4} cy={13.7} r={1.5} fill="var(--t1)" />
    </svg>
  );
}
