import type { Command } from 'commander';
import { z } from 'zod';
import { clipIdSchema, type ClipDetail } from '../../../../shared/domain/clip.ts';
import { ProblemError } from '../../../../shared/domain/problem.ts';
import { ABSENT, fixed, plural } from '../../../../shared/words/numbers.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import { clipFrame, type ClipFrame } from '../clip-frame.ts';
import { clipVideos, videoWords, type ClipVideos } from '../clip-videos.ts';
import { badOption } from '../filter-options.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

const optionsSchema = z.object({ at: z.coerce.number().finite().optional() });

/** `foresight inspect` */
export const inspectCommand = (program: Command): Command =>
  withCommonOptions(
    program
      .command('inspect')
      .description(
        'Print one key frame as Foresight holds it: ego, boxes, cameras with calibration, lights, command, route; and which runs predicted video of its clip.',
      )
      .argument('<clip>', 'clip id, token or name'),
  )
    .option(
      '--at <seconds>',
      'seconds from the clip’s start; the nearest key frame is told (default: the first decision instant)',
    )
    .addHelpText('after', '\nExample:\n  foresight inspect scene-0061 --at 4.5 --json | jq .boxes[0]')
    .action((wanted: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'reads', async ({ workspace }) => {
          const parsed = optionsSchema.safeParse(options);
          if (!parsed.success) throw badOption('--at cannot be used', 'seconds from the start of the clip, like 4.5');
          const clip = await workspace.clips.detail(await idOf(workspace, wanted));
          const frame = clipFrame(clip, instantUs(clip, parsed.data.at));
          if (!frame) throw noFrames(clip);
          const predictedVideos = await clipVideos(workspace, clip);
          context.output.result({ ...frame, predictedVideos }, () => frameWords(frame, predictedVideos));
        }),
      ),
    );

const instantUs = (clip: ClipDetail, atS: number | undefined): number =>
  atS === undefined ? (clip.frames[clip.decisions[0] ?? 0]?.timeUs ?? clip.startUs) : clip.startUs + atS * 1e6;

/** A clip by id, token or name; fails where none or several are meant. */
async function idOf(workspace: Workspace, wanted: string): Promise<string> {
  const page = await workspace.library.page({
    filter: clipIdSchema.safeParse(wanted).success ? { clipIds: [wanted] } : { text: wanted },
    sort: { by: 'name', direction: 'ascending' },
    scores: null,
    after: null,
    limit: 500,
  });
  const found = page.clips.filter((clip) => [clip.clipId, clip.token, clip.name].includes(wanted));
  if (found.length === 1) return found[0].clipId;
  throw new ProblemError({
    code: found.length === 0 ? 'clip.unknown' : 'clip.several',
    title: found.length === 0 ? 'No such clip' : 'Several clips are meant',
    whatHappened:
      found.length === 0
        ? `No clip of the workspace has the id, token or name ${wanted}.`
        : `${wanted} is the name of ${found.map((clip) => clip.clipId).join(', ')}.`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'foresight clips lists clips with their ids.',
  });
}

function frameWords(frame: ClipFrame, videos: readonly ClipVideos[]): string {
  const { ego } = frame;
  const [x, y] = ego.globalFromEgo;
  return [
    `${frame.name}  ${fixed(frame.atS, 2)} s  ${frame.token}${frame.isDecision ? '' : '  (not a decision instant)'}`,
    `ego      x ${fixed(x, 2)} m, y ${fixed(y, 2)} m${ego.signals.map((s) => `, ${s.name} ${fixed(s.value, 2)} ${s.unit}`).join('')}`,
    `command  ${frame.command ?? ABSENT}`,
    `route    ${frame.route ? plural(frame.route.length, 'roadblock') : ABSENT}`,
    `lights   ${frame.lights.map((l) => `${l.connectorId} ${l.state}`).join(', ') || ABSENT}`,
    `boxes    ${plural(frame.boxes.length, 'box', 'boxes')}: ${frame.boxes.map((box) => box.label).join(', ') || ABSENT}`,
    `cameras  ${frame.cameras.map((c) => `${c.channel}${c.present ? '' : ' (not on disk)'}`).join(', ') || ABSENT}`,
    `labels   ${frame.labels.map((l) => l.name).join(', ') || ABSENT}`,
    `guidance ${frame.guidance ? `${frame.guidance.seen} ${frame.guidance.advice}` : ABSENT}`,
    ...(videos.length === 0 ? [`videos   ${ABSENT}`] : videos.map((video) => `videos   ${videoWords(video)}`)),
    ...frame.absences.map((absence) => `absent   ${absence}`),
  ].join('\n');
}

const noFrames = (clip: ClipDetail) =>
  new ProblemError({
    code: 'clip.no-frames',
    title: 'The clip has no frame to show',
    whatHappened: `${clip.name}: ${clip.absences.join(' ') || 'it has no key frames.'}`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Download what is missing and index the data set again.',
  });
