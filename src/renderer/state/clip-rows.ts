import type { Query } from '@tanstack/react-query';
import type { ClipId } from '../../shared/domain/clip.ts';
import { api } from './connection.ts';
import { changedRowsQuery, patchClipPages, type ClipList, type ClipPages } from './patch-clip-pages.ts';
import { queryClient, subjects } from './refresh.ts';

/** Clips whose rows wait to be read again. */
const waiting = new Set<ClipId>();
let reading = false;

/** Brings the rows of some clips up to date in every list on screen, without reading the lists again where that will do. */
export function refreshClipRows(clipIds: readonly ClipId[]): void {
  for (const clipId of clipIds) waiting.add(clipId);
  if (!reading) void readWaiting();
}

/** One reading after another, so that an older answer never stands for a newer one. */
async function readWaiting(): Promise<void> {
  reading = true;
  while (waiting.size > 0) {
    const changed = [...waiting];
    waiting.clear();
    const lists = queryClient.getQueryCache().findAll({ queryKey: [subjects.clipPages] });
    await Promise.all(lists.map((list) => refreshList(list, changed)));
  }
  reading = false;
}

async function refreshList(list: Query, changed: readonly ClipId[]): Promise<void> {
  const { queryKey } = list;
  if (!(await patchList(list, changed))) await queryClient.invalidateQueries({ queryKey, exact: true });
}

/** Whether the changed rows could be put into the loaded pages. */
async function patchList(list: Query, changed: readonly ClipId[]): Promise<boolean> {
  const [, asked] = list.queryKey;
  const isList = typeof asked === 'object' && asked !== null;
  const canPatch = () => list.isActive() && list.state.fetchStatus === 'idle' && list.state.data !== undefined;
  if (!isList || !canPatch()) return false;
  const question = changedRowsQuery(asked as ClipList, changed);
  if (!question) return false;
  try {
    const now = await api.clips.page(question);
    // A page that was asked for meanwhile would come without the change.
    if (!canPatch()) return false;
    const patched = patchClipPages(list.state.data as ClipPages, changed, now.clips);
    if (patched) queryClient.setQueryData(list.queryKey, patched);
    return patched !== null;
  } catch {
    return false;
  }
}
