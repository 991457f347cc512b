import { cpus, platform, totalmem } from 'node:os';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { CallingWindow } from '../caller.ts';
import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

const needWindow = (window: CallingWindow | null): CallingWindow => {
  if (window) return window;
  throw new ProblemError({
    code: 'host.no-window',
    title: 'Only in the desktop app',
    whatHappened: 'A browser lets no page do this.',
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Type the path, or use the browser’s own buttons.',
  });
};

export const appHandlers = (os: Implementer['app'], services: Services) => ({
  info: os.info.handler(({ context }) => ({
    version: services.version,
    host: services.host,
    platform: platform(),
    cpuModel: cpus()[0]?.model.trim() ?? '',
    cpuThreads: cpus().length,
    memoryBytes: totalmem(),
    sampleDrives: services.sampleDrives,
    can: {
      pickFolder: context.window !== null,
      printPdf: services.printPdf,
      windowControls: context.window !== null,
    },
  })),
  events: os.events.handler(async function* ({ signal }) {
    const reader = services.events.follow();
    try {
      yield await services.hello();
      for (let event = await reader.next(signal); event; event = await reader.next(signal)) yield event;
    } finally {
      reader.stop();
    }
  }),
  pickFolder: os.pickFolder.handler(({ input, context }) => needWindow(context.window).pickFolder(input.title)),
  window: os.window.handler(({ input, context }) => needWindow(context.window).control(input.action)),
  settings: os.settings.handler(() => services.workspace.settings.all()),
  saveSetting: os.saveSetting.handler(({ input }) => services.workspace.settings.save(input.key, input.value)),
});
