/**
 * Runs in a mount namespace of its own: makes a workspace on a small disk, fills the disk, edits, frees it and edits again;
 * then makes the disk read-only and opens the workspace there. Prints what happened as JSON.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace } from '../../../../src/main/workspace/open-workspace.ts';
import { problemOf } from '../../../../src/shared/domain/problem.ts';

const [disk] = process.argv.slice(2);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
const folder = join(disk, 'workspace');
const filler = join(disk, 'filler');
const CLIP = 'nuscenes-1:a';
const seen: Record<string, unknown> = {};

let workspace = await openWorkspace(folder);
const saved: string[] = [];
const tag = async () => {
  const made = await workspace.review.addTag({
    clipId: CLIP,
    tagTypeId: 'built-in.collision.vru',
    startUs: null,
    endUs: null,
    severity: 'minor',
    note: 'n'.repeat(2000),
    runId: null,
  });
  saved.push(made.tagId);
};
const fill = () => {
  try {
    for (;;) appendFileSync(filler, Buffer.alloc(1000));
  } catch {
    // Full.
  }
};
const allThere = async () => {
  const there = new Set((await workspace.review.clip(CLIP)).tags.map((one) => one.tagId));
  return there.size === saved.length && saved.every((tagId) => there.has(tagId));
};

for (let i = 0; i < 20; i++) await tag();
fill();
const refusals = new Set<string>();
for (let i = 0; i < 200; i++) await tag().catch((error: unknown) => refusals.add(problemOf(error).code));
seen.refusals = [...refusals];
seen.savedWhenFull = saved.length;
seen.allThereWhenFull = await allThere();
rmSync(filler);
for (let i = 0; i < 5; i++) await tag();
seen.goesOn = await allThere();
seen.status = workspace.state().status;

fill();
await workspace.close();
workspace = await openWorkspace(folder);
seen.openedFull = workspace.state().status;
if (workspace.state().status === 'open') seen.allThereOpenedFull = await allThere();
rmSync(filler);
await workspace.recover('look-again');
seen.openedAgain = workspace.state().status;
seen.allThereAgain = await allThere();
await workspace.close();

execFileSync('mount', ['-o', 'remount,ro', disk]);
workspace = await openWorkspace(folder);
const { status, problem, choices } = workspace.state();
seen.readOnly = { status, code: problem?.code, choices };
seen.allThereReadOnly = await allThere();
seen.pageReadOnly = (
  await workspace.library.page({
    filter: {},
    sort: { by: 'name', direction: 'ascending' },
    scores: null,
    after: null,
    limit: 9,
  })
).total;
seen.editReadOnly = await tag().then(
  () => 'made',
  (error: unknown) => problemOf(error).code,
);
await workspace.close();
const newThere = await openWorkspace(join(disk, 'other'));
seen.newOnReadOnly = newThere.state();
await newThere.close();

execFileSync('mount', ['-o', 'remount,rw', disk]);
const full = join(disk, 'full');
fill();
const newFull = await openWorkspace(full);
seen.newOnFull = { status: newFull.state().status, code: newFull.state().problem?.code };
rmSync(filler);
seen.newAfterFull = (await newFull.recover('look-again')).status;
seen.left = readdirSync(full).filter((name) => name.endsWith('.new'));
await newFull.close();
console.log(JSON.stringify(seen));
