import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';

export interface KillOutcome {
  kills: number;
  /** Kills while a data set was being indexed into the same workspace. */
  killsWhileIndexing: number;
  /** Kills before the process had opened the workspace. */
  killsWhileOpening: number;
  acknowledged: number;
  lost: number;
  /** Opens after a kill that did not give an open workspace, with their problem. */
  notOpened: string[];
  /** Longest opening after a kill, ms. */
  slowestOpenMs: number;
}

const child = fileURLToPath(new URL('./processes/tagging.ts', import.meta.url));

/**
 * Starts a process that tags (and, for some rounds, indexes `root`), kills it by SIGKILL at a random moment, and opens the
 * workspace: it must open, and every tag that was acknowledged, in any round, must be there.
 */
export async function killRounds(options: {
  folder: string;
  kills: number;
  /** A data set root to index in every second round; none: tags only. */
  root?: string;
  onRound?: (round: number, outcome: KillOutcome) => void;
}): Promise<KillOutcome> {
  const { folder, kills, root } = options;
  const outcome: KillOutcome = {
    kills: 0,
    killsWhileIndexing: 0,
    killsWhileOpening: 0,
    acknowledged: 0,
    lost: 0,
    notOpened: [],
    slowestOpenMs: 0,
  };
  const acknowledged = new Map<string, string>();
  for (let round = 0; round < kills; round++) {
    const indexing = root !== undefined && round % 2 === 1;
    // Every tenth while it opens; the others once it is at work.
    const atWork = round % 10 === 0 ? null : indexing ? /^index /m : /^tag /m;
    const output = await killedAfter(
      [folder, ...(indexing ? [root] : [])],
      atWork,
      Math.random() * (atWork ? 800 : 1200),
    );
    for (const [, tagId, clipId] of output.matchAll(/^tag (\S+) (\S+)\n/gm)) acknowledged.set(tagId, clipId);
    outcome.kills++;
    if (/^index /m.test(output)) outcome.killsWhileIndexing++;
    if (!output.startsWith('state ')) outcome.killsWhileOpening++;
    await look(folder, acknowledged, outcome);
    options.onRound?.(round + 1, outcome);
  }
  return outcome;
}

async function look(folder: string, acknowledged: ReadonlyMap<string, string>, outcome: KillOutcome): Promise<void> {
  const begun = performance.now();
  const workspace = await openWorkspace(folder);
  outcome.slowestOpenMs = Math.max(outcome.slowestOpenMs, performance.now() - begun);
  const { status, problem } = workspace.state();
  try {
    if (status !== 'open' || problem) outcome.notOpened.push(`${status} ${problem?.code}: ${problem?.whatHappened}`);
    if (status === 'blocked') return;
    const reviews = await workspace.review.clipReviews([...new Set(acknowledged.values())]);
    const there = new Set(reviews.flatMap((review) => review.tags.map((tag) => tag.tagId)));
    outcome.acknowledged = acknowledged.size;
    outcome.lost = [...acknowledged.keys()].filter((tagId) => !there.has(tagId)).length;
    await workspace.library.page({
      filter: {},
      sort: { by: 'name', direction: 'ascending' },
      scores: null,
      after: null,
      limit: 10,
    });
  } finally {
    await workspace.close();
  }
}

/** Runs the tagging process and kills it some ms after it printed what is waited for; all that it had printed. */
function killedAfter(args: string[], waitFor: RegExp | null, ms: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const tagging = spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let timer: NodeJS.Timeout | null = null;
    const killWhenDue = () => {
      if (!timer && (!waitFor || waitFor.test(output))) timer = setTimeout(() => tagging.kill('SIGKILL'), ms);
    };
    killWhenDue();
    tagging.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      killWhenDue();
    });
    tagging.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    tagging.on('error', reject);
    tagging.on('close', (code) => {
      if (code === null) resolve(output);
      else reject(new Error(`the tagging process ended by itself with code ${code}: ${errors}`));
    });
  });
}
