import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const workspaceHandlers = (os: Implementer['workspace'], { workspace }: Services) => ({
  state: os.state.handler(() => workspace.state()),
  recover: os.recover.handler(({ input }) => workspace.recover(input.choice, input.backup)),
  backups: os.backups.handler(() => workspace.backups.list()),
  backUp: os.backUp.handler(() => workspace.backups.create()),
});
