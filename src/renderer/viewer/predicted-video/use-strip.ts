import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ClipDetail } from '../../../shared/domain/clip.ts';
import { useClock } from '../../state/clock.ts';
import { useDatasets } from '../../state/queries.ts';
import { usePanelVisible } from '../../ui/panel-host.ts';
import { columnAt, isInStrip } from './columns.ts';
import { instantInForce, neighbourInstant, type VideoInstant } from './instant.ts';
import type { ShownVideos } from './shown-videos.ts';
import { framesOf, pairsOf, stripOf, viewsOf, type Strip } from './strip-model.ts';
import { StripPictures } from './strip-pictures.ts';

/** Where the playhead is among the predicted pictures. */
export interface StripPlace {
  frame: number | null;
  timeUs: number;
  /** Index of the nearest column. */
  column: number;
  isInSpan: boolean;
  held: boolean;
}

const nowhere: StripPlace = { frame: null, timeUs: 0, column: 0, isInSpan: false, held: false };

/** The instant whose pictures are shown and the column of the playhead; changes only when one of them does. */
export function useStripPlace(clip: ClipDetail | undefined, videos: ShownVideos['videos']): StripPlace {
  return useClock(
    useShallow((clock): StripPlace => {
      if (!clip || clock.clipId !== clip.clipId) return nowhere;
      const instant = instantInForce(videos, clock.pinnedUs ?? clock.timeUs);
      if (!instant) return nowhere;
      return {
        ...instant,
        column: columnAt(instant.timeUs, clock.timeUs),
        isInSpan: isInStrip(instant.timeUs, clock.timeUs),
        held: clock.pinnedUs !== null,
      };
    }),
  );
}

/** The pictures from the first video on until the panel goes: another clip or run finds what is decoded already. */
const useOpened = create<{ pictures: StripPictures | null }>()(() => ({ pictures: null }));

/** The pictures of an instant, being loaded; re-renders as they come. */
export function useStrip(
  clip: ClipDetail | undefined,
  shown: ShownVideos | null,
  instant: VideoInstant | null,
): { strip: Strip | null; pictures: StripPictures | null } {
  const visible = usePanelVisible();
  const pictures = useOpened((o) => o.pictures);
  const needed = shown !== null && shown.videos.length > 0;
  useEffect(() => {
    if (needed && useOpened.getState().pictures === null) useOpened.setState({ pictures: new StripPictures() });
  }, [needed]);
  useEffect(
    () => () => {
      useOpened.getState().pictures?.close();
      useOpened.setState({ pictures: null });
    },
    [],
  );
  const strip = useMemo(
    () => (clip && shown && instant ? stripOf(clip, shown.runs, instant) : null),
    [clip, shown, instant],
  );
  // The next instant's pictures come while this one's are looked at.
  const next = useMemo(() => {
    const to = shown && instant ? neighbourInstant(shown.videos, instant.timeUs, 1) : null;
    return clip && shown && to ? stripOf(clip, shown.runs, to) : null;
  }, [clip, shown, instant]);
  const { dataUpdatedAt } = useDatasets();
  useEffect(() => pictures?.lookAgain(), [pictures, dataUpdatedAt]);
  useEffect(() => {
    pictures?.want(
      visible && strip
        ? { shown: framesOf(strip), pairs: pairsOf(strip), views: viewsOf(strip), next: next ? framesOf(next) : [] }
        : null,
    );
  }, [pictures, visible, strip, next, dataUpdatedAt]);
  useSyncExternalStore(pictures?.subscribe ?? noSubscription, pictures?.version ?? noVersion);
  return { strip, pictures };
}

const noSubscription = () => () => undefined;
const noVersion = () => 0;
