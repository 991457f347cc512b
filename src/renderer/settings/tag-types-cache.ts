import type { TagType } from '../../shared/domain/tag.ts';
import { queryClient, subjects } from '../state/queries.ts';

/** Shows the taxonomy as it is after a change. */
export async function saveTagTypes(change: Promise<TagType[]>): Promise<void> {
  queryClient.setQueryData([subjects.tagTypes], await change);
}
