import { X } from 'lucide-react';
import { IconButton } from './icon-button.tsx';
import './notice-stack.css';
import { dismissNotice, useNotices } from './notices.ts';

/** Facts and problems at the lower right, spoken by screen readers as they come. */
export function NoticeStack() {
  const notices = useNotices((s) => s.notices);
  return (
    <div className="notice-stack">
      <div role="status" aria-live="polite">
        {notices
          .filter((n) => n.problem === null)
          .map((n) => (
            <p key={n.id} className="notice">
              {n.text}
            </p>
          ))}
      </div>
      <div role="alert" aria-live="assertive">
        {notices.map(
          ({ id, problem }) =>
            problem && (
              <div key={id} className="notice notice-problem selectable">
                <div className="notice-text">
                  <strong>{problem.title}</strong>
                  <p>{problem.whatHappened}</p>
                  <p>{problem.whatWasKept}</p>
                  <p>{problem.whatToDo}</p>
                </div>
                <IconButton icon={X} label="Put away" onClick={() => dismissNotice(id)} />
              </div>
            ),
        )}
      </div>
    </div>
  );
}
