/** Transport and timeline of the open clip. */
export function TimelinePanel() {
  return null;
}
