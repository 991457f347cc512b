/** Rows by group: those of group g are `order[starts[g]]` to `order[starts[g + 1] − 1]`, in table order. */
export interface RowGroups {
  order: Int32Array;
  starts: Int32Array;
}

/** Counting sort of `count` rows into `groups` groups; `groupOf` must give 0 … groups − 1, or −1 for a row to leave out. */
export function groupRows(count: number, groups: number, groupOf: (row: number) => number): RowGroups {
  const starts = new Int32Array(groups + 1);
  for (let row = 0; row < count; row++) {
    const group = groupOf(row);
    if (group >= 0) starts[group + 1]++;
  }
  for (let g = 0; g < groups; g++) starts[g + 1] += starts[g];
  const next = starts.slice(0, groups);
  const order = new Int32Array(starts[groups]);
  for (let row = 0; row < count; row++) {
    const group = groupOf(row);
    if (group >= 0) order[next[group]++] = row;
  }
  return { order, starts };
}

export const rowsOfGroup = (groups: RowGroups, g: number): Int32Array =>
  groups.order.subarray(groups.starts[g], groups.starts[g + 1]);
