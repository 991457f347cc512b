import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openWorkstation } from '../../src/main/api/workstation.ts';
import { labKinds, labRequestSchema } from '../../src/shared/domain/lab.ts';

/**
 * What an experiment costs, and how late the host's event loop is meanwhile.
 *
 *   node bench/lab/main.ts --dataset DIR [--windows 8] [--steps 10] [--kind frontier]
 *
 * The delay is what a timer of 1 ms is late by (Node's own monitor), so an idle host shows about 1 ms.
 */
const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    windows: { type: 'string', default: '8' },
    steps: { type: 'string', default: '10' },
    kind: { type: 'string', multiple: true },
  },
});
if (values.dataset === undefined) throw new Error('name a data set: --dataset DIR');
const kinds = labKinds.filter((kind) => values.kind?.includes(kind) ?? true);
const folder = mkdtempSync(join(tmpdir(), 'foresight-bench-lab-'));
const workstation = await openWorkstation({ workspaceFolder: folder, host: 'server' });
try {
  await workstation.jobs.finished((await workstation.addDataset(values.dataset)).jobId);
  for (const kind of kinds) {
    const request = labRequestSchema.parse({
      kind,
      filter: {},
      windows: kind === 'probe' ? 200 : Number(values.windows),
      steps: Number(values.steps),
    });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const { labId, jobId } = await workstation.lab.start(request);
    const job = await workstation.jobs.finished(jobId);
    delay.disable();
    if (job.state !== 'done') throw new Error(`${kind}: ${job.problem?.whatHappened ?? job.state}`);
    const { record } = await workstation.lab.get(labId);
    const late = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => (ns / 1e6).toFixed(1));
    console.log(
      `${kind.padEnd(10)} ${record.durationS.toFixed(1)} s for ${record.windows} windows   loop p50 ${late[0]}  p99 ${late[1]}  max ${late[2]} ms`,
    );
  }
} finally {
  await workstation.close();
  rmSync(folder, { recursive: true, force: true });
}
