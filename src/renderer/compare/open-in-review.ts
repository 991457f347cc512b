import type { ClipFilter, ClipId } from '../../shared/domain/clip.ts';
import { scoreInfoOf, type MetricKey } from '../../shared/domain/score.ts';
import { reviewSort } from '../review/clip-order.ts';
import { useSession } from '../state/session.ts';
import type { CompareOrder } from './clip-order.ts';
import { useCompare } from './compare-state.ts';

/**
 * Opens Review sorted by difference, with the worst for A first, or for B where that is the order. `within` narrows the filter to
 * some clips; `clipId` is opened, null for the first of the list.
 */
export function openInReview(
  metric: MetricKey,
  order: CompareOrder,
  filter: ClipFilter,
  within: readonly ClipId[] | null,
  clipId: ClipId | null,
): void {
  const { set, openClip } = useSession.getState();
  const worseA = reviewSort('delta', scoreInfoOf(metric)?.better);
  const turned = worseA.direction === 'ascending' ? 'descending' : 'ascending';
  const clipIds = within === null ? undefined : [...within];
  set({
    metric,
    filter: clipIds ? { ...filter, clipIds } : filter,
    sort: order === 'worseB' ? { by: 'delta', direction: turned } : worseA,
  });
  if (clipIds) useCompare.setState({ opened: { clipIds, before: filter.clipIds } });
  if (clipId !== null) openClip(clipId);
  else set({ clipId: null, view: 'review' });
}
