import type { ClipFilter, ClipId } from '../../shared/domain/clip.ts';
import { scoreInfoOf, type MetricKey } from '../../shared/domain/score.ts';
import { reviewSort } from '../review/clip-order.ts';
import { useSession } from '../state/session.ts';
import type { CompareOrder } from './clip-order.ts';

/** Opens clips in Review, sorted by their difference with the worst for A first, or for B where that is the order here. */
export function openInReview(clipId: ClipId, metric: MetricKey, filter: ClipFilter, order: CompareOrder): void {
  const { set, openClip } = useSession.getState();
  const worseA = reviewSort('delta', scoreInfoOf(metric)?.better);
  const turned = worseA.direction === 'ascending' ? 'descending' : 'ascending';
  set({ metric, filter, sort: order === 'worseB' ? { by: 'delta', direction: turned } : worseA });
  openClip(clipId);
}
