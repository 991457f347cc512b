import type { ReactElement } from 'react';

/** The open clip from above at the clock's time, forward up. */
export function BirdsEyePanel(): ReactElement {
  return <section aria-label="Bird's eye" />;
}
