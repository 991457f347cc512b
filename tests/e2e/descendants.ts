import { execFileSync } from 'node:child_process';

interface Running {
  pid: number;
  parent: number;
  command: string;
}

function running(): Running[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1 << 24 }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), command }] : [];
  });
}

/** Process id of the inference process below a host, in either host; undefined while there is none. */
export function inferencePid(hostPid: number): number | undefined {
  const all = running();
  const isBelow = (one: Running): boolean => {
    if (one.parent === hostPid) return true;
    const parent = all.find((other) => other.pid === one.parent);
    return parent !== undefined && parent.pid !== 1 && isBelow(parent);
  };
  return all.find((one) => /inference-process|node\.mojom\.NodeService/.test(one.command) && isBelow(one))?.pid;
}
