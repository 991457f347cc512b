import { useMemo } from 'react';
import { decisionOf } from '../state/decision.ts';
import { playRates, useClock } from '../state/clock.ts';
import { useClipDetail } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { useMarks } from './marks.ts';
import { shuttle } from './shuttle.ts';
import { markIn, markOut, spanOf } from './span.ts';
import { frameTimes, neighbourTime } from './stepping.ts';

const clock = () => useClock.getState();
const moveBy = (seconds: number) => clock().seek(clock().timeUs + seconds * 1e6);
const moveTo = (timeUs: number | null) => {
  clock().pause();
  if (timeUs !== null) clock().seek(timeUs);
};

/** Play, or pause; from the very end play starts over. */
export function togglePlay(): void {
  const { playing, rate, timeUs, startUs, endUs, seek, play, pause } = clock();
  if (playing) return pause();
  if (rate > 0 && timeUs >= endUs) seek(startUs);
  play(Math.abs(rate));
}

/** Steps the speed of play through 0.25, 0.5, 1, 2 and 4×, keeping its direction. */
function stepRate(by: 1 | -1): void {
  const { rate, setRate } = clock();
  const at = playRates.findIndex((r) => r >= Math.abs(rate));
  const next = playRates[Math.min(playRates.length - 1, Math.max(0, at + by))];
  setRate(Math.sign(rate) * next);
}

/** Marks one end of the span at the clock; once both ends are set, play loops inside. */
function mark(set: typeof markIn): void {
  const { spanIn, spanOut } = useSession.getState();
  const marks = set({ spanIn, spanOut }, clock().timeUs);
  useSession.getState().set(marks);
  clock().setLoop(spanOf(marks));
}

export function clearSpan(): void {
  useSession.getState().set({ spanIn: null, spanOut: null });
  clock().setLoop(null);
}

/** Loops inside the marked span, or plays through it. */
export function toggleLoop(): void {
  clock().setLoop(clock().loop ? null : spanOf(useSession.getState()));
}

/** Holds the decision instant while the clock moves on, or lets it go. */
export function togglePin(): void {
  const { pinnedUs, pin } = clock();
  pin(pinnedUs === null ? (decisionOf(clock())?.timeUs ?? null) : null);
}

const time = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
  id: `clock.${id}`,
  title,
  group: 'Time',
  scope: 'clock',
  keys,
  run,
});

const fixedCommands: readonly Command[] = [
  time('play', 'Play, pause', ['Space'], togglePlay),
  time('back', 'Play backwards, faster each time', ['J'], () => clock().play(shuttle(clock(), -1).rate)),
  time('stop', 'Stop', ['K'], () => clock().pause()),
  time('forward', 'Play forwards, faster each time', ['L'], () => clock().play(shuttle(clock(), 1).rate)),
  time('half-back', 'Half a second back', ['ArrowLeft'], () => moveBy(-0.5)),
  time('half-forward', 'Half a second forward', ['ArrowRight'], () => moveBy(0.5)),
  time('two-back', 'Two seconds back', ['Shift+ArrowLeft'], () => moveBy(-2)),
  time('two-forward', 'Two seconds forward', ['Shift+ArrowRight'], () => moveBy(2)),
  time('decision', 'To the decision instant, then the start', ['Home'], () => {
    const decision = decisionOf(clock());
    moveTo(decision && decision.timeUs !== clock().timeUs ? decision.timeUs : clock().startUs);
  }),
  time('end', 'To the end', ['End'], () => moveTo(clock().endUs)),
  time('pin', 'Hold the decision instant here, let it go', ['Shift+Home'], togglePin),
  time('slower', 'Slower', ['-'], () => stepRate(-1)),
  time('faster', 'Faster', ['=', '+'], () => stepRate(1)),
  time('span-in', 'Span in', ['I'], () => mark(markIn)),
  time('span-out', 'Span out', ['O'], () => mark(markOut)),
  time('span-clear', 'Clear the span', ['Shift+I'], clearSpan),
  time('loop', 'Loop inside the span', ['Shift+O'], toggleLoop),
];

/** The keys of the clock. */
export function useClockCommands(): void {
  const clipId = useSession((s) => s.clipId);
  const { data: clip } = useClipDetail(clipId);
  const marks = useMarks();
  const commands = useMemo(() => {
    const frames = clip ? frameTimes(clip) : [];
    const marked = marks.map((m) => m.timeUs);
    const step = (timesUs: readonly number[], direction: 1 | -1) =>
      moveTo(neighbourTime(timesUs, clock().timeUs, direction));
    return [
      ...fixedCommands,
      time('frame-back', 'One frame back', [','], () => step(frames, -1)),
      time('frame-forward', 'One frame forward', ['.'], () => step(frames, 1)),
      time('event-next', 'Next event', ['E'], () => step(marked, 1)),
      time('event-previous', 'Previous event', ['Shift+E'], () => step(marked, -1)),
    ];
  }, [clip, marks]);
  useCommands(commands);
}
