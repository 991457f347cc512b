import { useMemo } from 'react';
import { saveSetting, useSetting } from '../settings/settings-store.ts';
import { restorePlan } from '../score/pdm/what-if.ts';
import { useSession, type View } from '../state/session.ts';
import { useCommands, type Command } from './commands.ts';
import { useDockControl } from './dock/dock-control.ts';
import { focusNextPanel } from './focus-panels.ts';
import { openOverlay } from './overlay-state.ts';
import { viewRests } from './shell/shown-view.ts';

const viewTitles: Record<View, string> = {
  library: 'Library',
  review: 'Review',
  compare: 'Compare',
  lab: 'Lab',
  reports: 'Reports',
  jobs: 'Jobs',
  settings: 'Settings',
};

const command = (
  id: string,
  title: string,
  keys: readonly string[],
  run: () => void,
  more: Partial<Command> = {},
): Command => ({ id, title, group: 'Everywhere', scope: 'everywhere', keys, run, ...more });

const goTo = (view: View, key: string, hasData: boolean): Command =>
  command(`view.${view}`, viewTitles[view], [key], () => useSession.setState({ view }), {
    disabled: viewRests(view, hasData),
  });

/** Back to the plan as the model made it, out of what is maximised, else from a control to its panel. */
function leave(): void {
  if (restorePlan()) return;
  const { dock } = useDockControl.getState();
  if (useSession.getState().view === 'review' && dock?.hasMaximizedGroup() === true) return dock.exitMaximizedGroup();
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement)) return;
  const panel = focused.closest<HTMLElement>('[data-panel]');
  if (panel && panel !== focused) panel.focus();
  else focused.blur();
}

/** The commands of the window itself. */
export function useAppCommands(hasData: boolean): void {
  const theme = useSetting('theme');
  const commands = useMemo(
    (): Command[] => [
      command('app.palette', 'Commands', ['Ctrl+K'], () => openOverlay({ kind: 'palette' })),
      command('app.keys', 'This sheet', ['?'], () => openOverlay({ kind: 'keys', remapping: false })),
      goTo('library', 'Ctrl+1', hasData),
      goTo('review', 'Ctrl+2', hasData),
      goTo('compare', 'Ctrl+3', hasData),
      goTo('reports', 'Ctrl+4', hasData),
      goTo('jobs', 'Ctrl+5', hasData),
      goTo('settings', 'Ctrl+6', hasData),
      goTo('lab', 'Ctrl+7', hasData),
      command('panel.next', 'Next panel', ['F6'], () => focusNextPanel(1)),
      command('panel.previous', 'Previous panel', ['Shift+F6'], () => focusNextPanel(-1)),
      command('app.add-dataset', 'Add a data set', ['Ctrl+O'], () => openOverlay({ kind: 'add-dataset', path: '' })),
      command('app.add-model', 'Add a model', ['Ctrl+M'], () => openOverlay({ kind: 'add-model' })),
      command('app.new-report', 'New report', [], () => openOverlay({ kind: 'new-report' }), {
        disabled: hasData ? null : 'Add a data set first.',
      }),
      command('app.import-scores', 'Import scores', [], () => openOverlay({ kind: 'import-scores' }), {
        disabled: hasData ? null : 'Add a data set first.',
      }),
      command('app.theme', theme === 'light' ? 'Dark theme' : 'Light theme', [], () =>
        saveSetting('theme', theme === 'light' ? 'dark' : 'light'),
      ),
      command('layout.reset', 'Reset the panels', [], () => useDockControl.getState().reset(), {
        group: 'See',
        scope: 'viewer',
      }),
      command('app.leave', 'Close, leave', ['Escape'], leave),
    ],
    [hasData, theme],
  );
  useCommands(commands);
}
