import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { noCounts, playwrightCounts, vitestCounts, type Counts } from './test-counts.ts';
import { electronForTests, browserForTests, type Found } from './test-runtimes.ts';

/**
 * `npm test`: every check there is, in the order from quick to slow. `npm test -- NAME…` runs only the named steps.
 * Ends with a table, the name and reason of everything that did not run here, and one line `N passed, N failed, N skipped`.
 */
const root = resolve(import.meta.dirname, '..');
const results = resolve(root, 'test-results');
mkdirSync(results, { recursive: true });

const bin = (name: string) => resolve(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return done.status === 0;
}

const check = (ok: boolean): Counts => ({ ...noCounts(), passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
const notHere = (name: string, reason: string): Counts => ({ ...noCounts(), skipped: [{ name, reason }] });

function counted(file: string, read: (text: string) => Counts, runIt: () => boolean): Counts {
  rmSync(file, { force: true });
  const ok = runIt();
  if (!existsSync(file)) return check(false);
  const counts = read(readFileSync(file, 'utf8'));
  // A run that fails outside of any test (a file that does not load) is a failure too.
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function endToEnd(project: 'browser' | 'electron', found: Found): Counts {
  if ('missing' in found) return notHere(`end-to-end in ${project}`, found.missing);
  const file = resolve(results, `e2e-${project}.json`);
  const [command, ...args] = [...found.wrap, bin('playwright'), 'test', '--project', project];
  return counted(file, playwrightCounts, () => run(command, args, { ...found.env, FORESIGHT_E2E_JSON: file }));
}

const steps: Record<string, () => Counts> = {
  types: () => check(run(bin('tsc'), ['--noEmit', '-p', 'tsconfig.json'])),
  lint: () => check(run(bin('eslint'), ['.', '--max-warnings', '0'])),
  format: () => check(run(bin('prettier'), ['--check', '--log-level', 'warn', '.'])),
  architecture: () => check(run(bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'src'])),
  build: () => check(run(bin('electron-vite'), ['build', '--logLevel', 'error'])),
  unit: () => {
    const file = resolve(results, 'vitest.json');
    return counted(file, vitestCounts, () =>
      run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]),
    );
  },
  'e2e-browser': () => endToEnd('browser', browserForTests()),
  'e2e-electron': () => endToEnd('electron', electronForTests(root)),
};

const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`No step ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

const rows: { name: string; counts: Counts; seconds: number }[] = [];
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name}`);
  const start = performance.now();
  const counts = step();
  rows.push({ name, counts, seconds: (performance.now() - start) / 1000 });
}

console.log('\nstep            passed  failed  skipped  seconds');
for (const { name, counts, seconds } of rows) {
  const cells = [counts.passed, counts.failed, counts.skipped.length].map((n) => String(n).padStart(6));
  console.log(`${name.padEnd(14)}  ${cells.join('  ')}   ${seconds.toFixed(1).padStart(7)}`);
}
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
