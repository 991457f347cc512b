import type { ClipDetail } from '../../../shared/domain/clip.ts';
import type { LabelOf } from './reason.ts';

/** Names of a clip's objects by the token that the scorer knows them by. */
export function labelsOf(clip: Pick<ClipDetail, 'objects'>): LabelOf {
  const labels = new Map(clip.objects.map((o) => [o.trackId, o.label]));
  return (token) => labels.get(token) ?? null;
}
