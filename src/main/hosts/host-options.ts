import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What a host is started with. */
export interface HostOptions {
  workspaceFolder: string;
  /** Data set folders to add at the start. */
  datasets: string[];
  /** Whether a new workspace begins with the sample drives. */
  sample: boolean;
  port: number | null;
}

/** Facts of the machine that options depend on. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  cwd: string;
}

/** Where the workspace lies when none is named: in the user's own data folder of the system. */
export function defaultWorkspaceFolder({ platform, env, home }: Machine): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Foresight');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Foresight');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'foresight');
}

const hostOptions = {
  workspace: { type: 'string' },
  dataset: { type: 'string', multiple: true },
  port: { type: 'string' },
  sample: { type: 'boolean' },
} as const;

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

export const HOST_USAGE = `npm start -- [--workspace DIR] [--dataset DIR …] [--port N]
  --workspace DIR  folder of your work (without it: your data folder)
  --dataset DIR    data set folder to add; repeat for more
  --port N         port on this machine, where a browser shows the workstation (without it: any free one)`;

/** What is wrong with options that a user wrote, in a sentence; null where nothing is. */
export function faultOfHostOptions(args: readonly string[]): string | null {
  try {
    const { port } = parseArgs({ args: [...args], options: hostOptions }).values;
    return port === undefined || isPort(port) ? null : `--port ${port} is no port: a whole number from 0 to 65535.`;
  } catch (error) {
    return error instanceof Error ? `${error.message.split(/\.\s/)[0].replace(/\.$/, '')}.` : String(error);
  }
}

/** Reads `--workspace DIR`, `--dataset DIR` (repeatable) and `--port N` and `--sample`; a runtime's own switches are passed over. */
export function readHostOptions(args: readonly string[], machine: Machine): HostOptions {
  const { values } = parseArgs({
    args: [...args],
    options: hostOptions,
    strict: false,
    allowPositionals: true,
  });
  const datasets = Array.isArray(values.dataset) ? values.dataset : [];
  return {
    workspaceFolder:
      typeof values.workspace === 'string' ? resolve(machine.cwd, values.workspace) : defaultWorkspaceFolder(machine),
    datasets: datasets.filter((d) => typeof d === 'string').map((d) => resolve(machine.cwd, d)),
    sample: values.sample === true,
    port: typeof values.port === 'string' && isPort(values.port) ? Number(values.port) : null,
  };
}
