import { copyFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { reportRequestSchema, type ReportInfo, type ReportRequest } from '../../../../shared/api/report.ts';
import { ProblemError } from '../../../../shared/domain/problem.ts';
import { bytes } from '../../../../shared/words/numbers.ts';
import { listReports } from '../../../reports/list-reports.ts';
import { chosenMetric, USUAL_METRICS } from '../chosen-metric.ts';
import { chosenRuns, tellEmptyRuns, withRunOptions } from '../chosen-runs.ts';
import { badOption, readFilter, withFilterOptions } from '../filter-options.ts';
import { followJob } from '../follow-job.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

type Format = ReportRequest['formats'][number];
const formatOfExtension: Record<string, Format> = { '.html': 'html', '.pdf': 'pdf', '.csv': 'csv', '.json': 'json' };
const repeated = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value];
const optionsSchema = z.object({
  out: z.array(z.string()).min(1),
  title: z.string().optional(),
  metric: z.string().optional(),
});

/** `foresight report --out FILE.html` */
export const reportCommand = (program: Command): Command =>
  withCommonOptions(
    withRunOptions(
      withFilterOptions(
        program
          .command('report')
          .description('Build a report on one to four runs; two are compared on the same clips.'),
      ),
    ),
  )
    .requiredOption(
      '-o, --out <file>',
      'file to write: .html (self-contained), .pdf, .json or .csv; repeat for more',
      repeated,
    )
    .option('--title <text>', 'title of the report')
    .option('--metric <key>', `metric of verdict, slices and gallery (default: ${USUAL_METRICS})`)
    .addHelpText(
      'after',
      '\nA .csv gets the table of clips; the table of metrics lies beside it as NAME.metrics.csv.\n\nExamples:\n  foresight report --out study.html --out study.pdf --model ego-mlp --model constant-velocity\n  foresight report --out left.html --model ego-mlp --manoeuvre left --title "Left turns"',
    )
    .action((options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'reads', async (workstation) => {
          const { workspace, jobs } = workstation;
          const { out, title, metric } = optionsSchema.parse(options);
          const targets = out.map((file) => ({ file: resolve(file), format: formatOf(file) }));
          const runs = await chosenRuns(options, workspace);
          if (runs.length > 4)
            throw badOption(
              'A report holds at most four runs',
              `${runs.length} were named; choose with --model or --run`,
            );
          const filter = await readFilter(options, workspace);
          const runIds = runs.map((run) => run.runId);
          const clipCounts = (await workspace.runs.clipMatrices(runIds, filter)).map(({ clipIds }) => clipIds.length);
          await tellEmptyRuns(runs, clipCounts, workspace, context.output);
          const request = reportRequestSchema.parse({
            title: title ?? runs.map((run) => run.modelTitle).join(' against '),
            runIds,
            filter,
            metric: await chosenMetric(metric, runs, filter, workspace),
            formats: [...new Set(targets.map((target) => target.format))],
          });
          const job = await followJob(jobs, workstation.buildReport(request).jobId, context.output, context.signal);
          const report = (await listReports(workspace.reportsFolder)).find((r) => r.reportId === job.result.reportId);
          if (!report) throw new Error(`the report ${job.result.reportId} is not in the workspace`);
          const files = await writeOut(report, targets);
          context.output.result({ report, files, failureCount: job.failureCount }, () =>
            files.map((f) => `${f.file}  ${bytes(f.bytes)}`).join('\n'),
          );
        }),
      ),
    );

function formatOf(file: string): Format {
  const format = formatOfExtension[extname(file).toLowerCase()];
  if (format !== undefined) return format;
  throw badOption(`${file} has no ending that names a format`, Object.keys(formatOfExtension).join(', '));
}

/** Copies the built files to where they were asked for; each appears whole or not at all. */
async function writeOut(
  report: ReportInfo,
  targets: readonly { file: string; format: Format }[],
): Promise<{ file: string; bytes: number }[]> {
  const written: { file: string; bytes: number }[] = [];
  for (const { file, format } of targets) {
    const built = report.files.filter((f) => f.format === format);
    if (built.length === 0) throw notBuilt(file, format);
    for (const source of built) {
      const target = source.path.endsWith('metrics.csv')
        ? join(dirname(file), `${basename(file, extname(file))}.metrics.csv`)
        : file;
      await copyWhole(source.path, target);
      written.push({ file: target, bytes: source.bytes });
    }
  }
  return written;
}

async function copyWhole(source: string, target: string): Promise<void> {
  const draft = `${target}.${process.pid}.draft`;
  try {
    await copyFile(source, draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw new ProblemError(
      {
        code: 'cli.not-written',
        title: 'The report could not be written there',
        whatHappened: `${target}: ${error instanceof Error ? error.message : String(error)}.`,
        whatWasKept: `The report itself is in the workspace: ${source}.`,
        whatToDo: 'Choose a folder that exists and may be written to.',
      },
      { cause: error },
    );
  }
}

const notBuilt = (file: string, format: Format) =>
  new ProblemError({
    code: 'cli.format-not-built',
    title: `No ${format.toUpperCase()} was made`,
    whatHappened: `${file} was not written; the reason is told above.`,
    whatWasKept: 'The other formats are in the workspace.',
    whatToDo: 'Ask for .html and print it from a browser.',
  });
