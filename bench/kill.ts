/**
 * kill -9 while tagging, every second time while a data set is indexed into the same workspace:
 * `node bench/kill.ts [--kills 200]`. Prints how many saved tags there were, how many were lost (none may be), and whether
 * the workspace opened each time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killRounds } from '../tests/integration/workspace/kill-rounds.ts';
import { writeNuscenesTables } from '../tests/nuscenes-tables.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } });
const folder = mkdtempSync(join(tmpdir(), 'foresight-kill-'));
try {
  const root = join(folder, 'root');
  writeNuscenesTables({ dir: root, scenes: 40, sweeps: true });
  const begun = performance.now();
  const outcome = await killRounds({
    folder: join(folder, 'workspace'),
    kills: Number(values.kills),
    root,
    onRound: (round, { acknowledged, lost, notOpened }) => {
      if (round % 20 === 0)
        console.log(`${round} kills: ${acknowledged} tags saved, ${lost} lost, ${notOpened.length} times not opened`);
    },
  });
  console.log(JSON.stringify({ ...outcome, seconds: Math.round((performance.now() - begun) / 1000) }, null, 1));
  process.exitCode = outcome.lost > 0 || outcome.notOpened.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
