import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where a program of this name lies on the search path; null where it does not. */
export async function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, file);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}

interface Spawned {
  output: Buffer;
  /** Last lines that it wrote of errors. */
  complaint: string;
  code: number | null;
  timedOut: boolean;
}

const MOST_COMPLAINT = 2000;

/**
 * Runs a program without a shell and takes its output, at most `mostBytes`; it is killed at the time limit, when more
 * comes, or when `signal` aborts (then AbortError).
 */
export function runProgram(
  path: string,
  args: readonly string[],
  options: { timeoutMs: number; mostBytes: number; signal?: AbortSignal | undefined },
): Promise<Spawned> {
  const { timeoutMs, mostBytes, signal } = options;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: false, windowsHide: true });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let timedOut = false;
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, timeoutMs);
    signal?.addEventListener('abort', kill, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-MOST_COMPLAINT);
    });
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
    };
    child.on('error', (error) => {
      end();
      reject(error);
    });
    child.on('close', (code) => {
      end();
      if (signal?.aborted) reject(new DOMException('cancelled', 'AbortError'));
      else resolve({ output: Buffer.concat(chunks), complaint: complaint.trim(), code, timedOut });
    });
  });
}
