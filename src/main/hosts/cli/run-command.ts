import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { openWorkstation, type Workstation } from '../../api/workstation.ts';
import { chromiumPrinter } from '../../reports/files/chromium-pdf.ts';
import { defaultWorkspaceFolder } from '../host-options.ts';
import { INTERRUPTED, watchInterrupts } from './interrupt.ts';
import { createOutput, problemWords, type Output } from './output.ts';

const commonSchema = z.object({ workspace: z.string().optional(), json: z.boolean().default(false) });

/** What every command works with. */
export interface CommandContext {
  output: Output;
  /** Aborts on Ctrl+C. */
  signal: AbortSignal;
  workspaceFolder: string;
}

/** The options that every command has. */
export const withCommonOptions = (command: Command): Command =>
  command
    .option('-w, --workspace <dir>', 'folder of the workspace (default: the one the app opens)')
    .option('--json', 'one JSON document on stdout, words on stderr');

/**
 * Runs a command to its exit status: 0 done, 1 failed with a problem in words, 130 ended by Ctrl+C. A command that is
 * meant to be ended that way gives its own status.
 */
export async function runCommand(
  options: unknown,
  work: (context: CommandContext) => Promise<number | void>,
): Promise<void> {
  const { workspace, json } = commonSchema.parse(options);
  const output = createOutput(json);
  const interrupts = watchInterrupts((text) => output.tell(text));
  const workspaceFolder =
    workspace === undefined
      ? defaultWorkspaceFolder({ platform: process.platform, env: process.env, home: homedir(), cwd: process.cwd() })
      : resolve(workspace);
  let status = 0;
  try {
    const own = await work({ output, signal: interrupts.signal, workspaceFolder });
    status = own ?? (interrupts.signal.aborted ? INTERRUPTED : 0);
  } catch (error) {
    status = interrupts.signal.aborted ? INTERRUPTED : 1;
    if (status === INTERRUPTED) output.fail(new ProblemError(cancelled));
    else output.fail(error);
  }
  interrupts.end();
  await output.drained();
  process.exit(status);
}

const cancelled = {
  code: 'cancelled',
  title: 'Cancelled',
  whatHappened: 'The command was ended before it was done.',
  whatWasKept: 'What was done until then is stored.',
  whatToDo: 'Start it again to go on.',
};

/** What a command does to the workspace: one that only reads may also look into a workspace that is open elsewhere. */
export type Access = 'reads' | 'writes';

/** Opens the workstation, works with it and closes it, whatever happens. A workspace that cannot be used fails with its problem. */
export async function withWorkstation(
  context: CommandContext,
  access: Access,
  work: (workstation: Workstation) => Promise<void>,
): Promise<void> {
  const printPdf = chromiumPrinter();
  const workstation = await openWorkstation({
    workspaceFolder: context.workspaceFolder,
    host: 'server',
    ...(printPdf && { printPdf }),
  });
  try {
    const { workspace } = workstation;
    const found = workspace.state();
    if (access === 'reads' && found.problem?.code === 'workspace.in-use') await workspace.recover('open-read-only');
    const { status, problem } = workspace.state();
    if (status === 'blocked' && problem) throw new ProblemError(problem);
    if (status === 'read-only' && access === 'writes' && problem) throw new ProblemError(problem);
    if (status === 'open' && problem) context.output.tell(problemWords(problem));
    if (status === 'read-only') context.output.tell(`${problem?.title ?? 'The workspace is open for reading only'}.`);
    await work(workstation);
  } finally {
    await workstation.close();
  }
}
