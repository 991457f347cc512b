import { DatabaseBackup } from 'lucide-react';
import { useState } from 'react';
import { problemOf } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { queryClient, subjects, useBackups } from '../state/queries.ts';
import { Button } from '../ui/button.tsx';
import { announce, attempt } from '../ui/notices.ts';
import { bytes, dateOf } from '../ui/numbers.ts';
import { Loading, ProblemCard } from '../ui/states.tsx';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import { SettingsSection } from './settings-section.tsx';

/** Copies of the user's work, each read back and checked after it was made. */
export function BackupsSection() {
  const backups = useBackups();
  const [busy, setBusy] = useState(false);
  const backUp = () =>
    attempt(async () => {
      setBusy(true);
      try {
        const made = await api.workspace.backUp();
        announce(`Backed up as ${made.name}, ${bytes(made.bytes)}`);
        await queryClient.invalidateQueries({ queryKey: [subjects.backups] });
      } finally {
        setBusy(false);
      }
    });
  const newestFirst = [...(backups.data ?? [])].sort((a, b) => b.createdUs - a.createdUs);
  return (
    <SettingsSection title="Backups" fact="Tags, notes and verdicts. Indexes are rebuilt, not backed up.">
      <div className="settings-row">
        <Button icon={DatabaseBackup} disabledReason={busy ? 'Under way.' : null} onClick={backUp}>
          Back up now
        </Button>
      </div>
      {backups.isPending && <Loading what="Reading the backups" rows={2} />}
      {backups.isError && <ProblemCard problem={problemOf(backups.error)} />}
      {backups.data && newestFirst.length === 0 && <p className="settings-none">No backup yet.</p>}
      {newestFirst.length > 0 && (
        <table className="settings-table">
          <thead>
            <tr>
              <th>Made</th>
              <th>File</th>
              <th className="figures">Size</th>
              <th>Read back</th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((b) => (
              <tr key={b.name}>
                <td>{dateOf(b.createdUs)}</td>
                <td className="mono selectable">{b.name}</td>
                <td className="figures mono">{bytes(b.bytes)}</td>
                <td>
                  <VerdictGlyph verdict={b.verified ? 'pass' : 'half'} /> {b.verified ? 'verified' : 'not verified'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SettingsSection>
  );
}
