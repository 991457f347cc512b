import { useSession } from '../state/session.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { announce } from '../ui/notices.ts';
import { useRunChoice } from './run-choice.ts';

/** Shows what was B as A and the other way round. */
export function swapRuns(): void {
  const { runA, runB, set } = useSession.getState();
  if (runA === null && runB === null) return announce('No run is shown');
  set({ runA: runB, runB: runA });
  announce('Swapped A and B');
}

const runs = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
  id: `runs.${id}`,
  title,
  group: 'Runs',
  scope: 'runs',
  keys,
  run,
});

const fixedCommands: readonly Command[] = [
  runs('swap', 'Swap A and B', ['Shift+C'], swapRuns),
  runs('choose-a', 'Choose run A', ['Alt+A'], () => useRunChoice.setState({ open: 'A' })),
  runs('choose-b', 'Choose run B', ['Alt+B'], () => useRunChoice.setState({ open: 'B' })),
  runs('choose-further', 'Choose further runs', ['Alt+C'], () => useRunChoice.setState({ open: 'further' })),
];

/** The keys of the shown runs. */
export function useRunCommands(): void {
  useCommands(fixedCommands);
}
