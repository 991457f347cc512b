import type { ReactNode } from 'react';
import type { Problem } from '../../shared/domain/problem.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { closeOverlay } from './overlay-state.ts';
import { ProblemCard } from './states.tsx';

/** A dialog that is filled in and sent by its button or Enter; a refusal stands below the form, which stays as it was filled. */
export function FormDialog({
  title,
  fact,
  icon,
  aside,
  submit,
  missing,
  pending,
  problem,
  onSubmit,
  className,
  children,
}: {
  title: string;
  fact?: ReactNode;
  icon: ReactNode;
  /** Left in the footer. */
  aside?: ReactNode;
  /** Name of the button that sends it. */
  submit: string;
  /** Why it cannot be sent as it is filled; null where it can. */
  missing: string | null;
  /** What is under way since it was sent; null for nothing. */
  pending: string | null;
  /** Why it was refused; null where it was not. */
  problem: Problem | null;
  onSubmit: () => void;
  className: string;
  children: ReactNode;
}) {
  const send = () => {
    if (missing === null && pending === null) onSubmit();
  };
  return (
    <Dialog
      title={title}
      fact={fact}
      icon={icon}
      footer={
        <>
          {aside !== undefined && <span>{aside}</span>}
          <span className="dialog-space" />
          <Button tone="quiet" onClick={closeOverlay}>
            Cancel
          </Button>
          <Button tone="main" disabledReason={pending ?? missing} onClick={send}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        className={className}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {children}
        {problem && <ProblemCard problem={problem} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
