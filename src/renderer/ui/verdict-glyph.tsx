export type Verdict = 'pass' | 'half' | 'fail' | 'na';

const words: Record<Verdict, string> = { pass: 'pass', half: 'half', fail: 'fail', na: 'not available' };

/** A verdict by shape and colour: tick, half disc, filled square with a cross, dashed rule. */
export function VerdictGlyph({
  verdict,
  size = 11,
  label = words[verdict],
}: {
  verdict: Verdict;
  size?: number;
  label?: string;
}) {
  return (
    <svg
      className="verdict-glyph"
      width={size}
      height={size}
      viewBox="0 0 12 12"
      role="img"
      aria-label={label}
      style={{ color: `var(--${verdict})`, flex: 'none' }}
    >
      {verdict === 'pass' && <path d="M1.8 6.4 4.7 9.2 10.4 3" fill="none" stroke="currentColor" strokeWidth={1.7} />}
      {verdict === 'half' && (
        <>
          <circle cx={6} cy={6} r={4.6} fill="none" stroke="currentColor" strokeWidth={1.2} />
          <path d="M6 1.4a4.6 4.6 0 0 0 0 9.2Z" fill="currentColor" />
        </>
      )}
      {verdict === 'fail' && (
        <>
          <rect x={0.5} y={0.5} width={11} height={11} rx={2} fill="currentColor" />
          <path d="m3.6 3.6 4.8 4.8m0-4.8-4.8 4.8" stroke="var(--bg1)" strokeWidth={1.5} />
        </>
      )}
      {verdict === 'na' && <path d="M1 6h10" stroke="currentColor" strokeWidth={1.5} strokeDasharray="2.4 1.6" />}
    </svg>
  );
}
