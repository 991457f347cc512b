import type { FoundElectron } from './find-electron.ts';

/** What starting depends on. */
export interface StartFacts {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  isRoot: boolean;
  /** Looked for only when there is a screen to show it on. */
  electron(): FoundElectron;
  chromium(): string | null;
}

export type StartPlan =
  | { kind: 'electron'; binary: string; switches: string[]; say: string[] }
  /** `browser` opens the window; null where there is none or no screen. */
  | { kind: 'server'; browser: { binary: string; switches: string[] } | null; say: string[] };

export const hasScreen = ({ platform, env }: Pick<StartFacts, 'platform' | 'env'>): boolean =>
  platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);

const AS_ROOT = 'As root, Chromium’s own sandbox cannot work: starting with --no-sandbox.';

/** The server with a window in a browser, where both can be had; `why` there is no Electron is said in one line. */
export function planServer(facts: StartFacts, why: string): StartPlan {
  const binary = hasScreen(facts) ? facts.chromium() : null;
  const say = [`No Electron window: ${why}. Starting the server instead.`];
  if (binary === null) return { kind: 'server', browser: null, say };
  const asRoot = facts.isRoot && facts.platform === 'linux';
  return {
    kind: 'server',
    browser: { binary, switches: asRoot ? ['--no-sandbox'] : [] },
    say: asRoot ? [...say, AS_ROOT] : say,
  };
}

/** Electron where it can show a window, else the server. Electron without a screen would die by a fault. */
export function planStart(facts: StartFacts): StartPlan {
  if (!hasScreen(facts)) return planServer(facts, 'there is no screen (DISPLAY and WAYLAND_DISPLAY are not set)');
  const found = facts.electron();
  if ('missing' in found) return planServer(facts, found.missing);
  const asRoot = facts.isRoot && facts.platform === 'linux';
  return {
    kind: 'electron',
    binary: found.binary,
    switches: asRoot ? ['--no-sandbox'] : [],
    say: asRoot ? [AS_ROOT] : [],
  };
}
