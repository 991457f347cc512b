import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Loaded before any TypeScript: says in one line why an older Node cannot run Foresight (its SQLite would crash there).
// Written so that old versions can read it.
const wanted = '22.18';

/** True where TypeScript runs without a flag and better-sqlite3 is at home. */
export function nodeIsNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major === 22) return minor >= 18;
  if (major === 23) return minor >= 6;
  return major > 23;
}

if (!nodeIsNewEnough(process.versions.node)) {
  console.error(
    `Foresight needs Node ${wanted} or newer and this is ${process.versions.node}: install it from https://nodejs.org (on Linux x64 \`npm ci\` brings it along; use npm run).`,
  );
  process.exit(1);
}

// Stripped and compiled code is kept beside the packages: the server starts with 0.4 s of work instead of 0.7. Threads
// and child processes take it from the variable.
if (module.enableCompileCache && !process.env.NODE_COMPILE_CACHE) {
  const folder = fileURLToPath(new URL('../node_modules/.cache/foresight/compiled', import.meta.url));
  module.enableCompileCache(folder);
  process.env.NODE_COMPILE_CACHE = folder;
}
