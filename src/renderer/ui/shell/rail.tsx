import {
  FileChartColumn,
  Film,
  FlaskConical,
  GitCompare,
  History,
  Library,
  Settings,
  type LucideIcon,
} from 'lucide-react';
import { useSession, type View } from '../../state/session.ts';
import { Tooltip } from '../tooltip.tsx';
import './rail.css';
import { shownView, viewRests } from './shown-view.ts';

interface Item {
  view: View;
  label: string;
  icon: LucideIcon;
}
const upper: readonly Item[] = [
  { view: 'library', label: 'Library', icon: Library },
  { view: 'review', label: 'Review', icon: Film },
  { view: 'compare', label: 'Compare', icon: GitCompare },
  { view: 'lab', label: 'Lab', icon: FlaskConical },
  { view: 'reports', label: 'Reports', icon: FileChartColumn },
];
const lower: readonly Item[] = [
  { view: 'jobs', label: 'Jobs', icon: History },
  { view: 'settings', label: 'Settings', icon: Settings },
];

/** The views. Review, Compare, Lab and Reports rest until there is a data set. */
export function Rail({ hasData }: { hasData: boolean }) {
  return (
    <nav className="rail" aria-label="Views">
      {upper.map((item) => (
        <RailButton key={item.view} {...item} hasData={hasData} />
      ))}
      <span className="rail-space" />
      {lower.map((item) => (
        <RailButton key={item.view} {...item} hasData={hasData} />
      ))}
    </nav>
  );
}

function RailButton({ view, label, icon: Icon, hasData }: Item & { hasData: boolean }) {
  const current = useSession((s) => shownView(s.view, hasData) === view);
  const disabledReason = viewRests(view, hasData);
  return (
    <Tooltip label={label} detail={disabledReason} command={`view.${view}`} side="right">
      <button
        type="button"
        className="rail-button"
        aria-current={current ? 'page' : undefined}
        aria-disabled={disabledReason !== null || undefined}
        onClick={() => disabledReason === null && useSession.setState({ view })}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden />
        <span>{label}</span>
      </button>
    </Tooltip>
  );
}
