import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { makeDrive, type DriveRequest } from '../../../src/main/sample-world/make-drive.ts';

const requests: DriveRequest[] = [
  { seed: 1, index: 0 },
  { seed: 1, index: 1, intent: 'counterfactual' },
  { seed: 1, index: 2, intent: 'failure' },
  { seed: 2 ** 40 + 7, index: 3, scenario: 'roundabout' },
  { seed: 1, index: 4, scenario: 'crowd', durationS: 8 },
];

/** Every bit of a drive: typed arrays by their bytes, the rest as JSON. */
function hashOf(value: unknown): string {
  const hash = createHash('sha256');
  const add = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    else if (part !== null && typeof part === 'object') {
      for (const [key, one] of Object.entries(part)) {
        hash.update(key);
        add(one);
      }
    } else hash.update(JSON.stringify(part) ?? 'nothing');
  };
  add(value);
  return hash.digest('hex');
}

describe('the same request', () => {
  it('gives the same bits again, whatever was made in between', () => {
    const first = requests.map((request) => hashOf(makeDrive(request)));
    makeDrive({ seed: 99, index: 12 });
    const second = [...requests].reverse().map((request) => hashOf(makeDrive(request)));
    expect(second.reverse()).toEqual(first);
    expect(new Set(first).size).toBe(requests.length);
  });

  it('gives the same bits in another thread', async () => {
    const path = new URL('../../../src/main/sample-world/make-drive.ts', import.meta.url).href;
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
       import(workerData.path).then(({ makeDrive }) => parentPort.postMessage(workerData.requests.map((one) => makeDrive(one))));`,
      { eval: true, workerData: { path, requests } },
    );
    const drives = await new Promise<unknown[]>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    await worker.terminate();
    expect(drives.map(hashOf)).toEqual(requests.map((request) => hashOf(makeDrive(request))));
  });
});

describe('a request', () => {
  it('for an unknown scenario is refused', () => {
    expect(() => makeDrive({ seed: 1, index: 1, scenario: 'flying' })).toThrow(RangeError);
  });

  it('has the length it asks for', () => {
    const drive = makeDrive({ seed: 3, index: 5, durationS: 6 });
    expect(drive.steps).toBe(61);
    expect(drive.ego.x.length).toBe(61);
    expect(drive.ego.commands.length).toBe(61);
    for (const light of drive.lights) expect(light.states.length).toBe(61);
    for (const agent of drive.agents) {
      expect(agent.lastStep).toBeLessThan(61);
      expect(agent.states.length).toBe((agent.lastStep - agent.firstStep + 1) * 5);
      expect(agent.signals.length).toBe(agent.lastStep - agent.firstStep + 1);
    }
  });
});
