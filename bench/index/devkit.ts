import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

/** Loading trainval-size tables took 8.1 GB where we measured it; with some room, GB. */
const NEEDED_GB = 10;

/** A Python with nuscenes-devkit in the cache folder, made once; a reason in words where that cannot be had. */
export function devkitPython(cache: string): { python: string } | { reason: string } {
  const venv = join(cache, 'venv');
  const python = join(venv, 'bin', 'python');
  try {
    if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
    if (!canImport(python))
      execFileSync(python, ['-m', 'pip', 'install', '-q', 'nuscenes-devkit'], { stdio: 'ignore' });
  } catch {
    return { reason: 'nuscenes-devkit could not be installed (it needs python3 with venv and PyPI)' };
  }
  if (!canImport(python)) return { reason: 'nuscenes-devkit was installed but cannot be imported' };
  const freeGB = freemem() / 2 ** 30;
  return freeGB < NEEDED_GB
    ? { reason: `only ${freeGB.toFixed(0)} GB of memory are free, about ${NEEDED_GB} are needed` }
    : { python };
}

function canImport(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import nuscenes.nuscenes'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
