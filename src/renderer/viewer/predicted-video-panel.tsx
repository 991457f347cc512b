import { Film, Pin } from 'lucide-react';
import { useCallback, useMemo, useRef } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { useRemembered } from '../settings/remembered.ts';
import { useDecision } from '../state/decision.ts';
import { useClipDetail, useRuns } from '../state/queries.ts';
import { useSession, useShownRuns } from '../state/session.ts';
import { NoVideoRuns } from './predicted-video/no-video-runs.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { clipTime } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import { Absent, Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { useSizeOf } from '../ui/use-element-size.ts';
import './predicted-video-panel.css';
import { goToColumn, stepInstant } from './predicted-video/go-to-column.ts';
import { neighbourInstant, type VideoInstant } from './predicted-video/instant.ts';
import { LargePictures } from './predicted-video/large-pictures.tsx';
import { useShownVideos, type ShownVideos } from './predicted-video/shown-videos.ts';
import { VideoStrip, type StripProps } from './predicted-video/strip.tsx';
import { useStrip, useStripPlace } from './predicted-video/use-strip.ts';
import { useVideoCommands } from './predicted-video/video-commands.ts';
import { rememberedVideoView, useVideoView } from './predicted-video/video-view.ts';
import { ViewSwitch } from './predicted-video/view-switch.tsx';
import { optionWords, videoFact, whyNoVideo, withoutWords } from './predicted-video/video-words.ts';

/** What the shown world models foresee from a decision instant, beside what was recorded, on the one clock. */
export function PredictedVideoPanel() {
  useRemembered(rememberedVideoView);
  const clipId = useSession((s) => s.clipId);
  const letters = useShownRuns();
  const runs = useRuns().data;
  const { data: clip } = useClipDetail(clipId);
  const { shown, error, refetch } = useShownVideos();
  const place = useStripPlace(clip, shown?.videos ?? noVideos);
  const { frame, timeUs, column, isInSpan, held } = place;
  const instant = useMemo((): VideoInstant | null => (frame === null ? null : { frame, timeUs }), [frame, timeUs]);
  const { strip, pictures } = useStrip(clip, shown, instant);
  useVideoCommands(shown?.videos ?? noVideos, instant);
  const choose = useCallback((c: number) => instant && goToColumn(instant, c), [instant]);
  const body = useRef<HTMLDivElement>(null);
  const { width } = useSizeOf(body);
  const ready = clip && shown && strip && pictures;
  const made = strip?.rows.filter((row) => row.video !== null) ?? [];
  return (
    <Panel
      title="Predicted video"
      fact={
        ready
          ? videoFact(
              strip.rows.map(({ run, video }) => ({ letter: run.letter, video })),
              strip.instant,
              clip.startUs,
              held,
            )
          : undefined
      }
      actions={
        ready && (
          <>
            {made.length === 1 && width >= ROOM_FOR_SWITCH_PX && <Options words={optionWords(made[0].run.run)} />}
            <ViewSwitch compact={width < ROOM_FOR_SWITCH_PX} />
            <IconButton icon={Pin} size={13} label="Hold the decision instant" command="clock.pin" pressed={held} />
          </>
        )
      }
      className="predicted-video-panel"
    >
      <div ref={body} className="video-body">
        {clipId === null ? (
          <Empty>No clip is open.</Empty>
        ) : letters.length === 0 ? (
          runs ? (
            <NoVideoRuns />
          ) : (
            <Loading what="Reading the runs" rows={3} />
          )
        ) : error ? (
          <div className="video-card">
            <ProblemCard problem={problemOf(error)} actions={<Button onClick={refetch}>Look again</Button>} />
          </div>
        ) : !clip || !shown ? (
          <Loading what="Reading the predictions" rows={3} rowHeight={60} />
        ) : shown.runs.length === 0 ? (
          <Absent icon={Film}>{withoutWords(shown.without, true)}</Absent>
        ) : !ready ? (
          <NoVideoHere clip={clip} shown={shown} />
        ) : (
          <Views
            {...{ clipId, strip, column, isInSpan, pictures }}
            onChoose={choose}
            note={shown.without.length > 0 ? withoutWords(shown.without, false) : null}
          />
        )}
      </div>
    </Panel>
  );
}

const noVideos: never[] = [];
/** In less width than this, px, the switch would push the fact out. */
const ROOM_FOR_SWITCH_PX = 640;

function Views(props: StripProps) {
  const view = useVideoView((v) => v.view);
  return view === 'strip' ? <VideoStrip {...props} /> : <LargePictures {...props} view={view} />;
}

/** How the pictures of the only run were made. */
const Options = ({ words }: { words: readonly string[] }) =>
  words.length === 0 ? null : (
    <span className="video-made" title={words.join(', ')}>
      {words.slice(0, SHOWN_WORDS).join(' · ')}
    </span>
  );
/** More of them would cut the fact short. */
const SHOWN_WORDS = 2;

/** Why there is no video at the playhead, run by run, and the way to the nearest one. */
function NoVideoHere({ clip, shown }: { clip: ClipDetail; shown: ShownVideos }) {
  const decision = useDecision();
  const fromUs = decision?.timeUs ?? clip.startUs;
  const next = neighbourInstant(shown.videos, fromUs, 1);
  const previous = neighbourInstant(shown.videos, fromUs, -1);
  const to = next ?? previous;
  const reasons = shown.runs.map((run) => ({
    letter: run.letter,
    why: whyNoVideo(run, clip.clipId, decision?.frame ?? null),
  }));
  return (
    <Empty
      icon={Film}
      action={
        to && (
          <Button onClick={() => stepInstant(shown.videos, { frame: -1, timeUs: fromUs }, next ? 1 : -1)}>
            {`Go to the ${next ? 'next' : 'last'} one, ${clipTime(to.timeUs - clip.startUs)}`}
          </Button>
        )
      }
    >
      {`No predicted video here. ${reasons.map(({ letter, why }) => `${letter}: ${why}.`).join(' ')}`}
    </Empty>
  );
}
