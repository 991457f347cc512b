/** The clips under review, in the order of the session's sort. */
export function ClipListPanel() {
  return null;
}
