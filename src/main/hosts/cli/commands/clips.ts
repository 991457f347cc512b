import { Option, type Command } from 'commander';
import { z } from 'zod';
import { clipSortSchema, type ClipSummary } from '../../../../shared/domain/clip.ts';
import { scoreInfoOf } from '../../../../shared/domain/score.ts';
import { ABSENT, count, fixed, metricDelta, metricValue, plural } from '../../../../shared/words/numbers.ts';
import { unitInHeading } from '../../../../shared/words/score-units.ts';
import { chosenMetric, USUAL_METRICS } from '../chosen-metric.ts';
import { chosenRuns, withRunOptions } from '../chosen-runs.ts';
import { badOption, readFilter, withFilterOptions } from '../filter-options.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';
import { textTable, type Column } from '../text-table.ts';

const sortKeys = clipSortSchema.shape.by.options;
const PAGE = 500;
/** How many runs an order by score needs. */
const runsNeeded: Partial<Record<(typeof sortKeys)[number], number>> = { scoreA: 1, scoreB: 2, delta: 2 };

const optionsSchema = z.object({
  sort: z.enum(sortKeys),
  descending: z.boolean().default(false),
  limit: z.coerce.number().int().min(1),
  metric: z.string().optional(),
  run: z.array(z.string()).optional(),
  model: z.array(z.string()).optional(),
});

/** `foresight clips` */
export const clipsCommand = (program: Command): Command =>
  withCommonOptions(
    withRunOptions(
      withFilterOptions(
        program.command('clips').description('List clips: filter, sort, with scores of one or two runs.'),
      ),
    ),
  )
    .addOption(new Option('--sort <key>', 'order').choices(sortKeys).default('name'))
    .option('--descending', 'largest first')
    .option('--limit <n>', 'at most this many', '100')
    .option('--metric <key>', `metric of the score columns (default: ${USUAL_METRICS})`)
    .addHelpText(
      'after',
      '\nAn order by score without --run or --model: the newest run of every model.\n\nExamples:\n  foresight clips --location boston-seaport --sort meanSpeed --descending\n  foresight clips --model ego-mlp --model constant-velocity --sort delta --descending --limit 20\n  foresight clips --tag collision.vru --json | jq -r .clips[].clipId > hard.txt',
    )
    .action((options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'reads', async ({ workspace }) => {
          const parsed = optionsSchema.safeParse(options);
          if (!parsed.success)
            throw badOption(
              `--${parsed.error.issues[0].path.join('.')} cannot be used`,
              parsed.error.issues[0].message,
            );
          const { sort, descending, limit, run, model } = parsed.data;
          const filter = await readFilter(options, workspace);
          const needed = runsNeeded[sort] ?? 0;
          const runs = run || model || needed > 0 ? await chosenRuns(options, workspace) : [];
          if (runs.length < needed)
            throw badOption(`--sort ${sort} needs two runs`, 'a second --model or --run beside the first');
          const metric = await chosenMetric(parsed.data.metric, runs, filter, workspace);
          const info = scoreInfoOf(metric);
          if (!info)
            throw badOption(
              `No metric is called ${metric}`,
              'keys like epdms/human/log-replay, epdms/human/log-replay:nc, pdms/log-replay, ade@4s/10Hz, video/ssim@4s',
            );
          const scores = runs.length === 0 ? null : { metric, runA: runs[0].runId, runB: runs.at(1)?.runId ?? null };
          const clips: ClipSummary[] = [];
          let [after, total]: [string | null, number] = [null, 0];
          do {
            context.signal.throwIfAborted();
            const page = await workspace.library.page({
              filter,
              sort: { by: sort, direction: descending ? 'descending' : 'ascending' },
              scores,
              after,
              limit: Math.min(PAGE, limit - clips.length),
            });
            clips.push(...page.clips);
            [after, total] = [page.next, page.total];
          } while (after !== null && clips.length < limit);
          context.output.result({ total, metric: scores && metric, runs: runs.map((r) => r.runId), clips }, () => {
            const columns: Column<ClipSummary>[] = [
              { title: 'clip', text: (clip) => clip.name },
              { title: 'location', text: (clip) => clip.location },
              { title: 'frames', align: 'right', text: (clip) => count(clip.frameCount) },
              { title: 'boxes', align: 'right', text: (clip) => count(clip.boxCount) },
              {
                title: 'images',
                align: 'right',
                text: (clip) => `${count(clip.imageCount - clip.absentImageCount)}/${count(clip.imageCount)}`,
              },
              { title: 'm/s', align: 'right', text: (clip) => fixed(clip.meanSpeedMps, 1) },
              { title: 'manoeuvre', text: (clip) => clip.manoeuvre },
              {
                title: 'tags',
                align: 'right',
                text: (clip) => count(clip.tags.reduce((sum, tag) => sum + tag.count, 0)),
              },
            ];
            if (scores) columns.push({ title: 'A', align: 'right', text: (clip) => metricValue(clip.scoreA, info) });
            if (scores && scores.runB !== null) {
              columns.push({ title: 'B', align: 'right', text: (clip) => metricValue(clip.scoreB, info) });
              columns.push({ title: 'A−B', align: 'right', text: (clip) => metricDelta(clip.delta, info) });
            }
            columns.push({ title: 'id', text: (clip) => clip.clipId });
            const runLines = runs.slice(0, 2).map((r, i) => `${'AB'[i]} ${r.modelId} ${r.runId}`);
            if (scores)
              runLines.push(
                `${info.title}${unitInHeading(info.unit)}, the ${info.better === 'lower' ? 'smaller' : 'larger'} the better`,
              );
            const shown =
              clips.length < total ? `${count(clips.length)} of ${plural(total, 'clip')}` : plural(total, 'clip');
            return [...runLines, total === 0 ? ABSENT : textTable(columns, clips), shown].join('\n');
          });
        }),
      ),
    );
