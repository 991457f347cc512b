/** Three strokes that leave one point: what was recorded and two foreseen futures. */
export function Logo({ size = 17 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden strokeLinecap="round" strokeWidth={2}>
      <path d="M2 13.6C5.4 12.4 6 7.4 11.6 2" stroke="var(--series-a)" />
      <path d="M2 13.6C6.6 13 8.4 9.4 14.6 7.2" stroke="var(--series-b)" strokeDasharray="5.2 3.4" />
      <path d="M2 13.6C7 14.4 10 13.8 14.6 12.6" stroke="var(--series-human)" strokeDasharray="1.4 3.6" />
    </svg>
  );
}
