import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { z } from 'zod';
import { ProblemError } from '../../../../shared/domain/problem.ts';
import { productFolder } from '../../../runtime/product-folder.ts';
import { serveWorkspace } from '../../server/serve.ts';
import { runCommand, withCommonOptions } from '../run-command.ts';

const repeated = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value];
const optionsSchema = z.object({ port: z.number().optional(), dataset: z.array(z.string()).default([]) });

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('a port is 0 to 65535.');
  return value;
}

/** `foresight serve` */
export const serveCommand = (program: Command): Command =>
  withCommonOptions(
    program.command('serve').description('Serve the workstation to a browser on this machine, until Ctrl+C.'),
  )
    .option('-p, --port <n>', 'port on loopback (default: any free one)', port)
    .option('-d, --dataset <dir>', 'data set folder to add; repeat for more', repeated)
    .addHelpText(
      'after',
      '\nThe address holds an access token: whoever has it may use the workspace.\n\nFrom another machine: ssh -L 8700:127.0.0.1:8700 gpu-box, then foresight serve --port 8700 there.',
    )
    .action((options: unknown) =>
      runCommand(options, async ({ output, signal, workspaceFolder }) => {
        const { port: wanted, dataset } = optionsSchema.parse(options);
        if (!existsSync(join(productFolder(), 'out/renderer/index.html'))) throw notBuilt();
        const server = await serveWorkspace(
          { workspaceFolder, datasets: dataset.map((dir) => resolve(dir)), sample: false, port: wanted ?? null },
          (text) => output.tell(text),
        );
        try {
          output.result({ url: server.url, port: server.port, workspace: workspaceFolder }, () => server.url);
          output.tell('Serving until Ctrl+C.');
          await new Promise((stop) => signal.addEventListener('abort', stop, { once: true }));
        } finally {
          await server.close();
        }
        return 0;
      }),
    );

const notBuilt = () =>
  new ProblemError({
    code: 'cli.not-built',
    title: 'The window is not built yet',
    whatHappened: 'out/renderer/index.html is absent.',
    whatWasKept: 'Nothing was started.',
    whatToDo: 'Run npm run build once, or npm start, which builds by itself.',
  });
