/** Opens a workspace, edits it, and prints how many SQLite modules the main thread has loaded. */
import { Module } from 'node:module';
import { z } from 'zod';
import { openWorkspace } from '../../../../src/main/workspace/open-workspace.ts';

const workspace = await openWorkspace(process.argv[2]);
await workspace.review.setReviewed('nuscenes-1:a', true);
const loaded = Object.keys(z.object({ _cache: z.record(z.string(), z.unknown()) }).parse({ ...Module })._cache);
console.log(workspace.state().status, loaded.filter((path) => path.includes('sqlite')).length);
await workspace.close();
