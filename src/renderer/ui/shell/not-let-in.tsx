import { Unplug } from 'lucide-react';
import { ProblemCard } from '../states.tsx';

/** The workstation answers but lets this page not in. */
export const NotLetIn = ({ refusal }: { refusal: string }) => (
  <div className="view view-centre">
    <ProblemCard
      icon={Unplug}
      problem={{
        code: 'connection.refused',
        title: 'The workstation lets this page not in',
        whatHappened: refusal,
        whatWasKept: 'Everything in the workspace; this page has not touched it.',
        whatToDo: 'Open the address that the workstation printed when it started, with its token.',
      }}
    />
  </div>
);
