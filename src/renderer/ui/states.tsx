import { FolderX, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Problem } from '../../shared/domain/problem.ts';
import './states.css';

/** Nothing here yet: one sentence and the one thing to do. */
export function Empty({
  icon: Icon,
  children,
  action,
}: {
  icon?: LucideIcon;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="state state-empty">
      {Icon && <Icon size={20} strokeWidth={1.75} aria-hidden />}
      <p>{children}</p>
      {action}
    </div>
  );
}

/** What this recording, model or machine does not have, in a quiet card where the content would be. `tile` hatches the ground. */
export function Absent({
  icon: Icon,
  children,
  tile = false,
}: {
  icon?: LucideIcon;
  children?: ReactNode;
  tile?: boolean;
}) {
  return (
    <div className={tile ? 'state state-absent hatched' : 'state state-absent'}>
      {Icon && <Icon size={tile ? 18 : 14} strokeWidth={1.75} aria-hidden />}
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

/** The shape of what comes, still; after 300 ms a word and a figure. */
export function Loading({ what, rows = 0, rowHeight = 27 }: { what: string; rows?: number; rowHeight?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="state-loading" role="status" aria-busy="true">
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="state-loading-row" style={{ height: rowHeight - 6 }} />
      ))}
      {late && <p>{what}</p>}
    </div>
  );
}

/** An error as the user is told it: what happened, what was kept, what to do, and the actions for that. */
export function ProblemCard({
  problem,
  actions,
  icon: Icon,
}: {
  problem: Problem;
  actions?: ReactNode;
  icon?: LucideIcon;
}) {
  const Glyph = Icon ?? (problem.code.startsWith('dataset.') ? FolderX : TriangleAlert);
  return (
    <section className="problem-card selectable" role="alert" aria-label={problem.title}>
      <h3>
        <Glyph size={18} strokeWidth={1.75} aria-hidden />
        {problem.title}
      </h3>
      <dl>
        <dt>What happened</dt>
        <dd>{problem.whatHappened}</dd>
        <dt>What was kept</dt>
        <dd>{problem.whatWasKept}</dd>
        <dt>What to do</dt>
        <dd>{problem.whatToDo}</dd>
      </dl>
      {actions !== undefined && <div className="problem-actions">{actions}</div>}
    </section>
  );
}
