import { useEffect } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { queryClient, subjects } from '../state/queries.ts';
import type { CameraStage } from './cameras/camera-stage.ts';

/** Bodies of other clips that are held: the neighbours in the list, and those seen just now. Nothing else is under their subject. */
const heldClips = (openId: string | null): ClipDetail[] =>
  queryClient
    .getQueriesData<ClipDetail>({ queryKey: [subjects.clip] })
    .flatMap(([, clip]) => (clip && clip.clipId !== openId ? [clip] : []));

/** Has the first pictures of the neighbouring clips decoded while nothing more urgent waits, so that the next clip opens with them. */
export function useNeighbourFrames(stage: CameraStage | null, openId: string | null): void {
  useEffect(() => {
    if (!stage) return;
    const name = () => stage.neighbours(heldClips(openId));
    name();
    return queryClient.getQueryCache().subscribe((event) => {
      const [subject]: readonly unknown[] = event.query.queryKey as readonly unknown[];
      if (event.type === 'updated' && event.action.type === 'success' && subject === subjects.clip) name();
    });
  }, [stage, openId]);
}
