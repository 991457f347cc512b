import { DatabaseZap } from 'lucide-react';
import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/api/app.ts';
import { api } from '../../state/connection.ts';
import { useLive } from '../../state/live.ts';
import { useBackups } from '../../state/queries.ts';
import { Button } from '../button.tsx';
import { attempt } from '../notices.ts';
import { bytes, dateOf } from '../numbers.ts';
import { ProblemCard } from '../states.tsx';

type Choice = WorkspaceState['choices'][number];

const words: Record<Choice, { label: string; what: string }> = {
  'restore-backup': {
    label: 'Restore the backup',
    what: 'The damaged file is kept beside it; edits after the backup are not in it.',
  },
  salvage: {
    label: 'Salvage what can be read',
    what: 'Every row that is still readable goes into a new file; the damaged one is kept.',
  },
  'set-aside-and-start-new': {
    label: 'Set it aside and start new',
    what: 'The file is renamed, not deleted. Tags and notes start empty.',
  },
  'open-read-only': { label: 'Open to read', what: 'Everything is shown, nothing can be changed.' },
  'look-again': { label: 'Look again', what: 'For when the cause is gone: the other window closed, the disk is back.' },
};

/** The workspace cannot be opened as it is: what is wrong and the ways on, none of which deletes anything. */
export function WorkspaceBlocked() {
  const workspace = useLive((s) => s.workspace);
  const backups = useBackups().data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (!workspace?.problem) return null;
  const backup = chosen ?? backups.find((b) => b.verified)?.name ?? backups.at(0)?.name;
  const take = (choice: Choice) =>
    attempt(async () => {
      setBusy(true);
      try {
        const restore = choice === 'restore-backup' && backup !== undefined ? { backup } : {};
        useLive.setState({ workspace: await api.workspace.recover({ choice, ...restore }) });
      } finally {
        setBusy(false);
      }
    });
  return (
    <div className="view view-centre">
      <div className="blocked">
        <ProblemCard problem={workspace.problem} icon={DatabaseZap} />
        <ul className="blocked-choices">
          {workspace.choices.map((choice, i) => (
            <li key={choice}>
              <Button
                tone={i === 0 ? 'main' : 'plain'}
                autoFocus={i === 0}
                disabledReason={busy ? 'Under way.' : null}
                onClick={() => take(choice)}
              >
                {words[choice].label}
              </Button>
              <span>{words[choice].what}</span>
              {choice === 'restore-backup' && (
                <select
                  className="select"
                  aria-label="Backup"
                  value={backup}
                  onChange={(e) => setChosen(e.target.value)}
                >
                  {backups.map((b) => (
                    <option key={b.name} value={b.name}>
                      {dateOf(b.createdUs)}, {bytes(b.bytes)}
                      {b.verified ? ', verified' : ', not verified'}
                    </option>
                  ))}
                </select>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
