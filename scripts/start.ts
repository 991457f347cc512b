import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { faultOfHostOptions, HOST_USAGE, readHostOptions, type HostOptions } from '../src/main/hosts/host-options.ts';
import { buildIfNeeded } from './build-if-needed.ts';
import { findChromium } from '../src/main/runtime/find-chromium.ts';
import { findElectron } from './find-electron.ts';
import { planServer, planStart, type StartFacts, type StartPlan } from './start-plan.ts';

/** `npm start [-- --workspace DIR] [--dataset DIR …] [--port N]`: opens the workstation in Electron, else in a browser. */
const root = join(import.meta.dirname, '..');
const tell = (sentence: string) => console.error(sentence);
const { platform, env } = process;
// A new workspace opens with the sample drives, so that there is something to look at.
const args = [...process.argv.slice(2), '--sample'];

const facts: StartFacts = {
  platform,
  env,
  isRoot: process.getuid?.() === 0,
  electron: () => findElectron(root, env, tell),
  chromium: findChromium,
};

/** Electron that ends this soon with a failure never showed a window: a library is missing, or the screen refused it. */
const FAILED_START_MS = 5000;

/** Runs Electron to its end; false when it could not start. */
function runElectron(plan: StartPlan & { kind: 'electron' }): Promise<boolean> {
  return new Promise((resolve) => {
    const startedMs = performance.now();
    const child = spawn(plan.binary, [...plan.switches, root, ...args], { stdio: 'inherit', env });
    // Ctrl+C reaches the child too; it closes and this process ends after it.
    const keepWaiting = () => undefined;
    process.on('SIGINT', keepWaiting);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', () => resolve(false));
    child.on('exit', (code, signal) => {
      process.off('SIGINT', keepWaiting);
      const failed = signal === null ? code !== 0 : signal !== 'SIGINT' && signal !== 'SIGTERM';
      if (failed && performance.now() - startedMs < FAILED_START_MS) return resolve(false);
      process.exitCode = code ?? 0;
      resolve(true);
    });
  });
}

async function runServer(plan: StartPlan & { kind: 'server' }, options: HostOptions): Promise<void> {
  // Loaded here only: the Electron app brings its own.
  const { serveWorkspace } = await import('../src/main/hosts/server/serve.ts');
  const server = await serveWorkspace(options, tell);
  console.log(`Foresight is at ${server.url}`);
  console.log('Ctrl+C ends it.');
  const window = plan.browser && openAppWindow(plan.browser, server.oneTimeUrl(), options.workspaceFolder);
  const stop = () => {
    window?.kill();
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Opens the address as an app window with a profile of its own, so that no extension of the user's browser sees it. */
function openAppWindow(browser: { binary: string; switches: string[] }, url: string, workspaceFolder: string) {
  const profile = join(workspaceFolder, 'browser-profile');
  const child = spawn(
    browser.binary,
    [
      ...browser.switches,
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--window-size=1440,900',
    ],
    { stdio: 'ignore' },
  );
  child.on('error', (error) => tell(`The browser could not be started (${error.message}): open the address yourself.`));
  return child;
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const asksHelp = asked.includes('--help') || asked.includes('-h');
  const fault = asksHelp ? null : faultOfHostOptions(asked);
  if (asksHelp || fault !== null) {
    if (fault !== null) tell(fault);
    tell(HOST_USAGE);
    process.exitCode = fault === null ? 0 : 2;
    return;
  }
  const options = readHostOptions(args, { platform, env, home: homedir(), cwd: process.cwd() });
  buildIfNeeded(root, tell);
  let plan = planStart(facts);
  plan.say.forEach(tell);
  if (plan.kind === 'electron') {
    if (await runElectron(plan)) return;
    plan = planServer(facts, 'the Electron binary did not start');
    plan.say.forEach(tell);
  }
  if (plan.kind === 'server') await runServer(plan, options);
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
