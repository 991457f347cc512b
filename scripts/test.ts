import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { noCounts, playwrightCounts, vitestCounts, type Counts } from './test-counts.ts';
import { electronForTests, browserForTests, type Found } from './test-runtimes.ts';

/**
 * `npm test`: every check there is, after the build side by side. `npm test -- NAME…` runs only the named steps.
 * Ends with a table, the name and reason of everything that did not run here, and one line `N passed, N failed, N skipped`.
 */
const root = resolve(import.meta.dirname, '..');
const results = resolve(root, 'test-results');
mkdirSync(results, { recursive: true });

const bin = (name: string) => resolve(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Runs a program to its end. One that runs beside others tells its lines under the step's name. */
async function run(
  step: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<boolean> {
  const beside = groupOf(step).length > 1;
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', beside ? 'pipe' : 'inherit', beside ? 'pipe' : 'inherit'],
    env: { ...process.env, ...env },
    // npm's own programs are scripts there.
    shell: process.platform === 'win32',
  });
  if (beside && !step.startsWith('e2e') && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (line) => console.log(`${step}: ${line}`));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}

const check = (ok: boolean): Counts => ({ ...noCounts(), passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
const notHere = (name: string, reason: string): Counts => ({ ...noCounts(), skipped: [{ name, reason }] });

async function counted(file: string, read: (text: string) => Counts, runIt: () => Promise<boolean>): Promise<Counts> {
  rmSync(file, { force: true });
  const ok = await runIt();
  if (!existsSync(file)) return check(false);
  const counts = read(readFileSync(file, 'utf8'));
  // A run that fails outside of any test (a file that does not load) is a failure too.
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function endToEnd(project: 'browser' | 'electron', found: Found): Promise<Counts> | Counts {
  if ('missing' in found) return notHere(`end-to-end in ${project}`, found.missing);
  const step = `e2e-${project}`;
  const file = resolve(results, `${step}.json`);
  // Each run empties its own output folder.
  const [command, ...args] = [
    ...found.wrap,
    bin('playwright'),
    'test',
    '--project',
    project,
    '--output',
    resolve(results, step),
  ];
  return counted(file, playwrightCounts, () => run(step, command, args, { ...found.env, FORESIGHT_E2E_JSON: file }));
}

const single = async (step: string, name: string, args: readonly string[]): Promise<Counts> =>
  check(await run(step, bin(name), args));

const steps: Record<string, () => Promise<Counts> | Counts> = {
  types: () => single('types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']),
  lint: () => single('lint', 'eslint', ['.', '--max-warnings', '0']),
  format: () => single('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
  architecture: () => single('architecture', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src']),
  build: () => single('build', 'electron-vite', ['build', '--logLevel', 'error']),
  unit: () => {
    const file = resolve(results, 'vitest.json');
    return counted(file, vitestCounts, () =>
      run('unit', bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]),
    );
  },
  'e2e-browser': () => endToEnd('browser', browserForTests()),
  'e2e-electron': () => endToEnd('electron', electronForTests(root)),
};
/** What runs side by side. The two windows need the build and often wait; the rest uses every core, but lets them go first. */
const groups = [['build'], ['types', 'lint', 'format', 'architecture', 'unit', 'e2e-browser', 'e2e-electron']];
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`No step ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

const chosen = groups
  .map((group) => group.filter((name) => wanted.length === 0 || wanted.includes(name)))
  .filter((group) => group.length > 0);
const groupOf = (name: string): readonly string[] => chosen.find((group) => group.includes(name)) ?? [];
const rows: { name: string; counts: Counts; seconds: number }[] = [];
const began = performance.now();
for (const group of chosen) {
  console.log(`\n── ${group.join(', ')}`);
  rows.push(
    ...(await Promise.all(
      group.map(async (name) => {
        const start = performance.now();
        const counts = await steps[name]();
        return { name, counts, seconds: (performance.now() - start) / 1000 };
      }),
    )),
  );
}

console.log('\nstep            passed  failed  skipped  seconds');
for (const { name, counts, seconds } of rows) {
  const cells = [counts.passed, counts.failed, counts.skipped.length].map((n) => String(n).padStart(6));
  console.log(`${name.padEnd(14)}  ${cells.join('  ')}   ${seconds.toFixed(1).padStart(7)}`);
}
console.log(`together ${((performance.now() - began) / 60_000).toFixed(1)} min`);
const skipped = rows.flatMap((r) => r.counts.skipped);
if (skipped.length > 0) {
  console.log('\nDid not run on this machine:');
  const byReason = Map.groupBy(skipped, (s) => s.reason);
  for (const [reason, items] of byReason) {
    console.log(`  ${reason}`);
    for (const item of items) console.log(`    - ${item.name}`);
  }
}
const secondTry = rows.flatMap((r) => r.counts.secondTry);
if (secondTry.length > 0)
  console.log(`\nPassed only at the second try:\n${secondTry.map((n) => `    - ${n}`).join('\n')}`);
const sum = (pick: (c: Counts) => number) => rows.reduce((n, r) => n + pick(r.counts), 0);
const failed = sum((c) => c.failed);
console.log(`\n${sum((c) => c.passed)} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed > 0 ? 1 : 0);
