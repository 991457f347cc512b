import { ImportScores } from '../jobs/import-scores.tsx';
import { ScoreRun } from '../jobs/score-run.tsx';
import { AddDataset } from '../library/add-dataset.tsx';
import { NewReport } from '../reports/new-report.tsx';
import { AddModel } from '../settings/add-model.tsx';
import { RunModel } from '../settings/run-model.tsx';
import { KeySheet } from './key-sheet/key-sheet.tsx';
import { useOverlay } from './overlay-state.ts';
import { Palette } from './palette/palette.tsx';

/** What floats over the window now. */
export function Overlays() {
  const overlay = useOverlay((s) => s.overlay);
  switch (overlay?.kind) {
    case undefined:
      return null;
    case 'palette':
      return <Palette />;
    case 'keys':
      return <KeySheet remapping={overlay.remapping} />;
    case 'add-dataset':
      return <AddDataset key={overlay.path} path={overlay.path} />;
    case 'add-model':
      return <AddModel />;
    case 'run-model':
      return <RunModel filter={overlay.filter} clips={overlay.clips} />;
    case 'new-report':
      return <NewReport />;
    case 'import-scores':
      return <ImportScores />;
    case 'score-run':
      return <ScoreRun run={overlay.run} />;
  }
}
