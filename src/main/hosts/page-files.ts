import { readFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { ProblemError } from '../../shared/domain/problem.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export interface PageFile {
  type: string;
  cacheControl: string;
  body: Uint8Array<ArrayBuffer>;
}

/** The built window. */
export interface PageFiles {
  /** The file at a URL path; null when the build has none. A path is only ever looked up in a list, never joined to a folder. */
  read(path: string): Promise<PageFile | null>;
}

const listFiles = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file]),
  );

const notBuilt = (folder: string) =>
  new ProblemError({
    code: 'host.page-not-built',
    title: 'The window is not built yet',
    whatHappened: `${folder} has no index.html.`,
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Run `npm run build`, or start by `npm start`, which builds first.',
  });

/** Files of a built renderer; throws a ProblemError when there is none. Those under `/assets/` carry a digest in their name and may be kept for ever. */
export function openPageFiles(folder: string): PageFiles {
  if (!existsSync(join(folder, 'index.html'))) throw notBuilt(folder);
  let files = listFiles(folder);
  return {
    async read(path) {
      const wanted = path === '/' ? '/index.html' : path;
      // A newer build may have brought files since the start.
      if (!files.has(wanted)) files = listFiles(folder);
      const file = files.get(wanted);
      const type = types[extname(wanted)];
      if (file === undefined || type === undefined) return null;
      return {
        type,
        cacheControl: wanted.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        body: await readFile(file),
      };
    },
  };
}
