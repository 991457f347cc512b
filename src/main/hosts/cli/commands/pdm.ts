import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Command } from 'commander';
import { ProblemError, problemOf } from '../../../../shared/domain/problem.ts';
import { goldenResult } from '../../../metrics/pdm/golden-result.ts';
import { parseLenient } from '../../../metrics/pdm/golden-schema.ts';
import { readGolden } from '../../../metrics/pdm/read-golden.ts';
import { createScorer, type Scorer } from '../../../metrics/pdm/score-batch.ts';
import { problemWords } from '../output.ts';
import { runCommand, withCommonOptions } from '../run-command.ts';
import { textTable } from '../text-table.ts';

/** `foresight pdm FILE…` */
export const pdmCommand = (program: Command): Command =>
  withCommonOptions(
    program
      .command('pdm')
      .description('PDMS (NAVSIM v1) and EPDMS (v2) of the proposals in PDM scene files, from their input alone.')
      .argument('<files...>', 'files of schema pdm-golden/1: .json, or .json.br by Brotli'),
  )
    .addHelpText(
      'after',
      '\nTraffic is log replay; the reference is the one in the file; EPDMS is one-stage with the human filter.\n--json prints one object a file, a line each: the golden files’ own fields, or {"file", "problem"} where one cannot be scored.\n\nExamples:\n  foresight pdm tests/golden/pdm/s09_cut_in.json.br\n  foresight pdm scenes/*.json --json',
    )
    .action((files: string[], options: unknown) =>
      runCommand(options, async ({ output, signal }) => {
        const scorer = createScorer();
        let failed = 0;
        for (const file of files) {
          if (signal.aborted) break;
          try {
            const result = await scoreFile(file, scorer);
            output.result(result, () => words(result));
          } catch (error) {
            failed++;
            const problem = problemOf(error);
            if (output.isJson) output.result({ file, problem }, () => '');
            output.tell(problemWords(problem));
          }
        }
        return failed > 0 ? 1 : undefined;
      }),
    );

type Result = ReturnType<typeof goldenResult>;

async function scoreFile(file: string, scorer: Scorer): Promise<Result> {
  const fault = (whatHappened: string, cause: unknown) =>
    new ProblemError(
      {
        code: 'pdm.file',
        title: `${basename(file)} cannot be read`,
        whatHappened,
        whatWasKept: 'Nothing was changed; other files are scored.',
        whatToDo: 'Check the path and that the file holds one JSON document.',
      },
      { cause },
    );
  let text: string;
  try {
    const bytes = await readFile(file);
    text = (file.endsWith('.br') ? brotliDecompressSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw fault(error instanceof Error ? error.message : String(error), error);
  }
  let json: unknown;
  try {
    json = parseLenient(text);
  } catch (error) {
    throw fault(`No JSON: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  return goldenResult(readGolden(json, basename(file)), scorer);
}

function words(result: Result): string {
  const rows = result.v2.proposals.map((v2, i) => ({ v2, v1: result.v1.proposals[i] }));
  const shown = (value: number | null) => (value === null ? '—' : value.toFixed(4));
  const gate = (value: number) => String(value);
  type Row = (typeof rows)[number];
  return [
    `${result.name}  traffic: ${result.traffic}, reference: ${result.reference ?? 'none'}, stage: one, filter: ${result.v2.human ? 'human' : 'none'}`,
    ...result.notes.map((note) => `note: ${note}`),
    textTable<Row>(
      [
        { title: 'proposal', text: ({ v2 }) => v2.name },
        { title: 'EPDMS', align: 'right', text: ({ v2 }) => shown(v2.epdms ?? v2.epdms_no_previous_frame) },
        { title: 'NC', align: 'right', text: ({ v2 }) => gate(v2.filtered.no_at_fault_collisions) },
        { title: 'DAC', align: 'right', text: ({ v2 }) => gate(v2.filtered.drivable_area_compliance) },
        { title: 'DDC', align: 'right', text: ({ v2 }) => gate(v2.filtered.driving_direction_compliance) },
        { title: 'TLC', align: 'right', text: ({ v2 }) => gate(v2.filtered.traffic_light_compliance) },
        { title: 'EP', align: 'right', text: ({ v2 }) => v2.filtered.ego_progress.toFixed(3) },
        { title: 'TTC', align: 'right', text: ({ v2 }) => gate(v2.filtered.time_to_collision_within_bound) },
        { title: 'LK', align: 'right', text: ({ v2 }) => gate(v2.filtered.lane_keeping) },
        { title: 'HC', align: 'right', text: ({ v2 }) => gate(v2.filtered.history_comfort) },
        {
          title: 'EC',
          align: 'right',
          text: ({ v2 }) => (v2.two_frame_extended_comfort === null ? '—' : gate(v2.two_frame_extended_comfort)),
        },
        { title: 'PDMS v1', align: 'right', text: ({ v1 }) => shown(v1.pdms) },
      ],
      rows,
    ),
  ].join('\n');
}
