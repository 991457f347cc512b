import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { z } from 'zod';
import { duration, plural } from '../../../../shared/words/numbers.ts';
import { createProgressRate } from '../../../jobs/progress-rate.ts';
import { scenarioNames } from '../../../sample-world/make-drive.ts';
import { layoutNames } from '../../../sample-world/write/layout.ts';
import { makeWorld } from '../../../sample-world/write/make-world.ts';
import { progressLine } from '../progress-line.ts';
import { runCommand } from '../run-command.ts';

const EVERY_MS = 100;

const optionsSchema = z.object({
  out: z.string(),
  layout: z.enum(layoutNames),
  clips: z.int(),
  seed: z.int(),
  scenario: z.string().optional(),
  cameras: z.array(z.string()).optional(),
  size: z.object({ widthPx: z.int(), heightPx: z.int() }).optional(),
  pictures: z.boolean(),
  sweeps: z.boolean().default(false),
  numpy: z.enum(['1', '2']),
  fps: z.int(),
  threads: z.int(),
});

const wholeNumber = (low: number, high: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high)
    throw new InvalidArgumentError(`A whole number from ${low} to ${high} is needed.`);
  return value;
};
const channels = (text: string) => {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('Give names with commas between: CAM_FRONT,CAM_BACK.');
  return names;
};
const sizeInPixels = (text: string) => {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  const [widthPx, heightPx] = [Number(width), Number(height)];
  if (!(widthPx >= 16 && widthPx <= 4096 && heightPx >= 16 && heightPx <= 4096))
    throw new InvalidArgumentError('Give it as WIDTHxHEIGHT, 16 to 4096 px each: 640x360.');
  return { widthPx, heightPx };
};

/** `foresight sample-world --out DIR --layout NAME` */
export const sampleWorldCommand = (program: Command): Command =>
  program
    .command('sample-world')
    .description('Make drives of the sample world and write them in the layout of a data set; a cut-off run goes on.')
    .requiredOption('-o, --out <dir>', 'an empty or new folder, or one where the same was begun')
    .addOption(new Option('-l, --layout <name>', 'in whose layout').choices(layoutNames).makeOptionMandatory())
    .option('-n, --clips <count>', 'how many drives of 20 s', wholeNumber(1, 1_000_000), 8)
    .option('--seed <number>', 'the world; the same gives the same bytes', wholeNumber(0, 2 ** 32 - 1), 1)
    .addOption(new Option('--scenario <name>', 'one for all drives').choices(scenarioNames))
    .option('--cameras <names>', 'only these channels, with commas between', channels)
    .option('--size <WxH>', 'size of the pictures, px', sizeInPixels)
    .option('--no-pictures', 'tables and labels only')
    .option('--sweeps', 'nuScenes: camera pictures between the key frames too')
    .addOption(
      new Option('--numpy <version>', 'NAVSIM: whose module names the pickles use').choices(['1', '2']).default('1'),
    )
    .option('--fps <count>', 'videos and training: pictures a second', wholeNumber(1, 60), 30)
    .option('--threads <count>', 'worker threads', wholeNumber(1, 256), availableParallelism())
    .option('--json', 'one JSON document on stdout, words on stderr')
    .addHelpText(
      'after',
      '\nExamples:\n  foresight sample-world --out sample-nuscenes --layout nuscenes --clips 4\n  foresight sample-world --out tables --layout navsim --clips 100 --no-pictures --json\n  foresight sample-world --out front --layout physicalai --cameras camera_front_wide_120fov --size 480x270',
    )
    .action((options: unknown) =>
      runCommand(options, async ({ output, signal }) => {
        const startedMs = performance.now();
        const { out, threads, ...asked } = optionsSchema.parse(options);
        const bar = progressBar(asked.clips);
        const record = await makeWorld(
          {
            ...asked,
            scenario: asked.scenario ?? null,
            cameras: asked.cameras ?? null,
            size: asked.size ?? null,
            numpy: asked.numpy === '2' ? 2 : 1,
          },
          resolve(out),
          { threads, signal, progress: bar.draw, note: (words) => output.tell(words) },
        ).finally(bar.end);
        const seconds = (performance.now() - startedMs) / 1000;
        output.result(
          { ...record, out: resolve(out), seconds },
          () => `${plural(record.clips.length, 'clip')} in ${resolve(out)}, ${duration(seconds)}`,
        );
      }),
    );

/** A bar on a terminal; nothing elsewhere. */
function progressBar(total: number, stream: NodeJS.WriteStream = process.stderr) {
  const rate = createProgressRate();
  let drawnMs = 0;
  return {
    draw: (done: number, current: string) => {
      const now = performance.now();
      if (!stream.isTTY || now - drawnMs < EVERY_MS) return;
      drawnMs = now;
      const line = { title: 'Sample world', done, total, unit: 'clips', rate: rate.add(done, now), current };
      stream.write(`\r\u001b[2K${progressLine(line, stream.columns || 80)}`);
    },
    end: () => {
      if (drawnMs > 0) stream.write('\r\u001b[2K');
    },
  };
}
