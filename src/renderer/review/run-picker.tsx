/** Choice of the runs shown as A and B, for the title bar. */
export function RunPicker() {
  return null;
}
