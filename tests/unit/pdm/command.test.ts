import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { goldenFile } from '../../golden/pdm-files.ts';

const cli = resolve(import.meta.dirname, '../../../src/main/hosts/cli/main.ts');
const run = (...args: string[]) => spawnSync(process.execPath, [cli, 'pdm', ...args], { encoding: 'utf8' });

const lineSchema = z.union([
  z.object({ file: z.string(), problem: z.object({ code: z.string(), whatHappened: z.string() }) }),
  z.object({
    name: z.string(),
    v2: z.object({ proposals: z.array(z.object({ name: z.string(), epdms: z.number().nullable() })) }),
    v1: z.object({ proposals: z.array(z.object({ name: z.string(), pdms: z.number() })) }),
  }),
]);
const scoresSchema = z.object({
  v2: z.object({ proposals: z.array(z.object({ name: z.string(), epdms: z.number() })) }),
  v1: z.object({ proposals: z.array(z.object({ name: z.string(), pdms: z.number() })) }),
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pdm-'));
  const { schema, input } = goldenFile('s04_stopped_lead') as { schema: string; input: object };
  writeFileSync(join(folder, 'good.json'), JSON.stringify({ schema, input }));
  writeFileSync(join(folder, 'bad.json'), JSON.stringify({ schema, input: { ...input, centerline: [] } }));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('one JSON object a file; one that cannot be scored does not stop the others', () => {
  const { stdout, stderr, status } = run(join(folder, 'bad.json'), join(folder, 'good.json'), '--json');
  const [bad, good, ...rest] = stdout
    .trim()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)));
  expect(rest).toEqual([]);
  expect(bad).toMatchObject({
    problem: { code: 'pdm.input', whatHappened: 'centerline: 0 points: the route is not connected or empty' },
  });
  expect(stderr).toContain('Scene s04_stopped_lead cannot be scored');
  expect(status).toBe(1);
  const official = scoresSchema.parse(goldenFile('s04_stopped_lead'));
  if (!('v2' in good)) throw new Error('no scores');
  good.v2.proposals.forEach((p, i) => expect(p.epdms).toBeCloseTo(official.v2.proposals[i].epdms, 6));
  good.v1.proposals.forEach((p, i) => expect(p.pdms).toBeCloseTo(official.v1.proposals[i].pdms, 6));
});

test('in words: a table with the setting it was made in', () => {
  const { stdout, status } = run(join(folder, 'good.json'));
  expect(stdout).toContain('traffic: log-replay, reference: given, stage: one, filter: human');
  expect(stdout).toMatch(/^human +0?\.?\d/m);
  expect(status).toBe(0);
});

test('reads a file that Brotli made small', () => {
  const { stdout, status } = run(resolve(import.meta.dirname, '../../golden/pdm/s04_stopped_lead.json.br'));
  expect(stdout).toMatch(/^s04_stopped_lead /);
  expect(status).toBe(0);
});
