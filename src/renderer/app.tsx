import './ui/base.css';
import { TooltipProvider } from './ui/tooltip.tsx';

/** The window. */
export function App() {
  return (
    <TooltipProvider>
      <div />
    </TooltipProvider>
  );
}
