import type { ClipDetail, ClipLabel, DrivingCommand } from '../../../shared/domain/clip.ts';
import type { TimeUs } from '../../../shared/domain/time.ts';
import { lastAtOrBefore } from '../../../shared/maths/track.ts';

const commandWords: Record<DrivingCommand, string> = {
  left: 'turn left',
  straight: 'go straight',
  right: 'turn right',
  unknown: 'not told',
};

/** What the vehicle was told at a key frame, in words; null where the recording tells nothing. */
export function commandAt(driving: ClipDetail['driving'], frame: number | null): string | null {
  const command = frame === null ? null : (driving?.commands.at(frame) ?? null);
  return command === null ? null : commandWords[command];
}

/** How many roadblocks the route of a key frame has; null where there is none. */
export function routeLengthAt(driving: ClipDetail['driving'], frame: number | null): number | null {
  const route = frame === null ? undefined : driving?.routeOf.at(frame);
  return route === undefined || route < 0 ? null : (driving?.routes.at(route)?.length ?? null);
}

/** Index of the sentence that holds at a time: the last at or before it; −1 before the first. Times rise. */
export const guidanceAt = (guidance: ClipDetail['guidance'], timeUs: TimeUs): number =>
  lastAtOrBefore(
    guidance.map((g) => g.timeUs),
    timeUs,
  );

/** A label as it is shown: its words and, where it does not hold throughout, when it does (s from the clip's start). */
export interface ShownLabel {
  group: string;
  name: string;
  fromS: number | null;
  toS: number | null;
  holds: boolean;
}

/** A label that reaches this near to both ends of the clip holds throughout, µs. */
const WHOLE_SLACK_US = 250_000;

/** All labels of a clip by group, with whether each holds at a time. */
export function labelsAt(
  labels: readonly ClipLabel[],
  clip: Pick<ClipDetail, 'startUs' | 'endUs'>,
  timeUs: TimeUs,
): ShownLabel[] {
  return [...labels]
    .sort((a, b) => a.group.localeCompare(b.group) || a.startUs - b.startUs)
    .map(({ group, name, startUs, endUs }) => {
      const whole = startUs <= clip.startUs + WHOLE_SLACK_US && endUs >= clip.endUs - WHOLE_SLACK_US;
      return {
        group,
        name,
        fromS: whole ? null : (startUs - clip.startUs) / 1e6,
        toS: whole ? null : (endUs - clip.startUs) / 1e6,
        holds: whole || (timeUs >= startUs && timeUs <= endUs),
      };
    });
}
