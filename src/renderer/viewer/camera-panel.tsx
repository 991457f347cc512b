import type { ReactElement } from 'react';

/** The cameras of the open clip at the clock's time, with what was seen and planned drawn on them. */
export function CameraPanel(): ReactElement {
  return <section aria-label="Cameras" />;
}
