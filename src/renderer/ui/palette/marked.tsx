import { Fragment } from 'react';

/** A text with the letters that matched in bold. */
export function Marked({ text, at }: { text: string; at: readonly number[] }) {
  const matched = new Set(at);
  return (
    <span>
      {[...text].map((letter, i) => (matched.has(i) ? <b key={i}>{letter}</b> : <Fragment key={i}>{letter}</Fragment>))}
    </span>
  );
}
