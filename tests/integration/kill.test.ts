import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeNuscenesTables } from '../nuscenes-tables.ts';
import { killRounds } from './workspace/kill-rounds.ts';

const KILLS = 8;
const folder = mkdtempSync(join(tmpdir(), 'foresight-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('kill -9', () => {
  it(
    `${KILLS} times while tagging, every second time while indexing too: no saved tag is lost and the workspace opens each time (200 kills: node bench/kill.ts)`,
    { timeout: 300_000 },
    async () => {
      const root = join(folder, 'root');
      writeNuscenesTables({ dir: root, scenes: 12 });
      const outcome = await killRounds({ folder: join(folder, 'workspace'), kills: KILLS, root });
      expect(outcome).toMatchObject({ kills: KILLS, lost: 0, notOpened: [] });
      expect(outcome.acknowledged).toBeGreaterThan(0);
    },
  );
});
