/** Scores of the shown runs on the open clip and over the filtered clips. */
export function ScorePanel() {
  return null;
}
