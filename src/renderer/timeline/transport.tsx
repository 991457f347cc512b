import { NotebookPen, Pin, PinOff, Repeat } from 'lucide-react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { lastAtOrBefore } from '../../shared/maths/track.ts';
import { useShownReview } from '../review/open-review.ts';
import { playRates, useClock } from '../state/clock.ts';
import { useDecision } from '../state/decision.ts';
import { useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { useCommandRegistry } from '../ui/commands.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { clipTime, fixed, offsetTime } from '../ui/numbers.ts';
import { Segmented } from '../ui/segmented.tsx';
import { SeriesLegend } from '../ui/series-legend.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { toggleLoop } from './clock-commands.ts';
import { PlayButtons } from './play-buttons.tsx';
import { spanOf } from './span.ts';
import './transport.css';
import { frameTimes } from './stepping.ts';

const run = (id: string) => useCommandRegistry.getState().commands.get(id)?.run();

/** Play, step, time, speed, span, whose line is whose, and the tags at hand. */
export function Transport({ clip }: { clip: ClipDetail | null }) {
  return (
    // A click leaves the keyboard where it was: the arrows go on moving time.
    <div className="transport" onMouseDown={(event) => event.preventDefault()}>
      <PlayButtons />
      <ClockText clip={clip} />
      <RateChoice />
      <SpanChip />
      <PinButton />
      <span className="transport-space" />
      <span className="transport-series">
        <SeriesLegend most={6} few={5} />
      </span>
      <TagHints />
    </div>
  );
}

function ClockText({ clip }: { clip: ClipDetail | null }) {
  const timeUs = useClock((s) => s.timeUs);
  const decision = useDecision();
  if (!clip) return null;
  const frame = lastAtOrBefore(frameTimes(clip), timeUs);
  const ahead = decision && secondsBetween(decision.timeUs, timeUs);
  return (
    <span className="transport-time">
      <b className="mono">{clipTime(timeUs - clip.startUs)}</b>
      <span className="mono transport-frame">
        {frame < 0 ? 'before the first frame' : `frame ${String(frame)}`}
        {ahead !== null &&
          `, t0 ${Math.abs(ahead) < 0.05 ? 'here' : offsetTime(ahead)}${decision?.pinned === true ? ', held' : ''}`}
      </span>
    </span>
  );
}

function RateChoice() {
  const rate = useClock((s) => s.rate);
  return (
    <Segmented
      label="Speed of play"
      value={String(Math.abs(rate))}
      options={playRates.map((r) => ({ value: String(r), label: `${String(r)}×`, name: `${String(r)} times` }))}
      onChange={(value) => useClock.getState().setRate(Number(value))}
    />
  );
}

function SpanChip() {
  const spanIn = useSession((s) => s.spanIn);
  const spanOut = useSession((s) => s.spanOut);
  const startUs = useClock((s) => s.startUs);
  const looping = useClock((s) => s.loop !== null);
  const at = (us: number | null) => (us === null ? '…' : fixed(secondsBetween(startUs, us), 2));
  const whole = spanOf({ spanIn, spanOut }) !== null;
  if (spanIn === null && spanOut === null) return null;
  return (
    <Tooltip
      label={looping ? 'Play on through' : 'Loop inside the span'}
      detail={whole ? 'Shift I clears it' : 'I and O set its ends'}
      command="clock.loop"
    >
      <button type="button" className="span-chip" aria-pressed={looping} aria-disabled={!whole} onClick={toggleLoop}>
        <Repeat size={12} strokeWidth={1.75} aria-hidden />
        <span className="mono">{`I ${at(spanIn)} – O ${at(spanOut)}`}</span>
      </button>
    </Tooltip>
  );
}

function PinButton() {
  const pinned = useClock((s) => s.pinnedUs !== null);
  return (
    <IconButton
      icon={pinned ? PinOff : Pin}
      label={pinned ? 'Let the decision instant go' : 'Hold the decision instant here'}
      detail={pinned ? 'Plans stay those of t0 while the clock moves on.' : null}
      command="clock.pin"
      pressed={pinned}
    />
  );
}

const HINTS = 3;

function TagHints() {
  const { data: types } = useTagTypes();
  const clipId = useSession((s) => s.clipId);
  const note = useShownReview(clipId)?.note ?? '';
  const withDigit = (types ?? [])
    .filter((t) => t.digit !== null && !t.archived)
    .sort((a, b) => (a.digit ?? 0) - (b.digit ?? 0));
  return (
    <span className="transport-tags">
      <span className="transport-hints">
        {withDigit.slice(0, HINTS).map((type) => (
          <Tooltip
            key={type.tagTypeId}
            label={`Tag ${type.name}`}
            detail={type.description}
            command={`tag.put.${type.tagTypeId}`}
          >
            <button type="button" className="tag-hint" tabIndex={-1} onClick={() => run(`tag.put.${type.tagTypeId}`)}>
              <Kbd keys={String(type.digit)} />
              <span>{type.name}</span>
            </button>
          </Tooltip>
        ))}
      </span>
      <Tooltip label="Tag by name" command="tag.by-name">
        <button type="button" className="tag-hint tag-hint-name" onClick={() => run('tag.by-name')}>
          <Kbd keys="T" />
          <span>tag…</span>
        </button>
      </Tooltip>
      <IconButton
        icon={NotebookPen}
        label="Note"
        detail={note === '' ? null : note}
        pressed={note !== ''}
        command="tag.note"
      />
    </span>
  );
}
