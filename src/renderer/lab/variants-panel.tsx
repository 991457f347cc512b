import { Film, Image, Timer } from 'lucide-react';
import { useMemo } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty } from '../ui/states.tsx';
import { Button } from '../ui/button.tsx';
import { useElementSize } from '../ui/use-element-size.ts';
import { columnsS, columnTitle } from './columns.ts';
import { exportGif, exportStrip } from './export-rows.ts';
import { msWritten } from './lab-numbers.ts';
import { useLab, type Showing } from './lab-state.ts';
import { pictureRow, type PictureRow } from './picture-rows.ts';
import { VariantRow } from './variant-row.tsx';
import { chosenRow } from './sliders.ts';
import { runSteered, type Steering } from './steering.ts';
import { useVariants } from './variants-store.ts';

const showings: readonly { value: Showing; label: string }[] = [
  { value: 'frames', label: 'Frames' },
  { value: 'straight', label: 'Against straight' },
];
const LABEL_PX = 112;
const ANSWER_PX = 128;
const GAP_PX = 4;
const HEAD_PX = 24;
const LEAST_PX = 76;
const MOST_PX = 224;
/** Pictures get this much smaller at most where that lets all seconds stand beside each other. */
const WORTH = 0.88;

/** The futures under different actions side by side, with what the last picture says. */
export function VariantsPanel({ steering }: { steering: Steering }) {
  const rows = useVariants((s) => s.rows);
  const showing = useLab((s) => s.showing);
  const chosen = useLab((s) => chosenRow(s.sliders.steering));
  const { ref, width, height } = useElementSize();
  const shown = useMemo(() => pictureRow(rows, showing), [rows, showing]);
  const room = width - LABEL_PX - ANSWER_PX - 24;
  // Four rows fill the panel; more of them scroll.
  const byHeight = Math.floor((height - HEAD_PX - 6) / Math.max(3, Math.min(4, shown.length))) - GAP_PX;
  const least = Math.min(MOST_PX, Math.max(LEAST_PX, byHeight));
  const { range } = steering;
  // A model's seconds are known before its first picture.
  const columns = columnsS(range ? [...rows, range] : rows, Math.floor(room / (WORTH * least + GAP_PX)));
  const side = Math.max(LEAST_PX, Math.min(least, Math.floor(room / Math.max(6, columns.length)) - GAP_PX));
  // Beside each other, so that they can be compared; the answer takes what is left.
  const columnPx = Math.min(Math.floor(room / columns.length), Math.floor(1.3 * side));
  const isEmpty = rows.every((row) => row.state === 'empty');
  return (
    <Panel
      title="Variants"
      fact="constant actions from t0, same noise seed"
      actions={
        <>
          <Segmented
            label="What the rows show"
            value={showing}
            options={showings}
            onChange={(next) => useLab.setState({ showing: next })}
          />
          <Timing />
          <IconButton
            icon={Image}
            label="Save the rows as a picture strip (PNG)"
            disabledReason={isEmpty ? 'Nothing is rendered yet.' : null}
            onClick={() => exportStrip(shown, columns)}
          />
          <IconButton
            icon={Film}
            label="Save the rows as an animation (GIF)"
            disabledReason={isEmpty ? 'Nothing is rendered yet.' : null}
            onClick={() => exportGif(shown)}
          />
        </>
      }
      className="lab-variants"
    >
      <div ref={ref} className="lab-variants-body">
        {isEmpty ? (
          <Empty
            action={
              <Button tone="main" disabledReason={steering.rests} onClick={() => runSteered(steering)}>
                Run 3 variants
              </Button>
            }
          >
            {steering.rests ??
              'Left, straight and right from one instant and one seed: run them and see whether the future turns.'}
          </Empty>
        ) : (
          <table
            className="lab-rows"
            aria-label="Variants by seconds after t0"
            style={{ '--side-px': `${String(side)}px` } as React.CSSProperties}
          >
            <colgroup>
              <col style={{ width: LABEL_PX + 12 }} />
              {columns.map((atS) => (
                <col key={atS} style={{ width: columnPx }} />
              ))}
              <col />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">Variant</span>
                </th>
                {columns.map((atS) => (
                  <th key={atS} scope="col" className="mono">
                    {columnTitle(atS)}
                  </th>
                ))}
                <th scope="col">answer at the end</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <VariantRow
                  key={row.id}
                  row={row}
                  columns={columns}
                  isChosen={row.id === chosen}
                  straight={rows.find((r) => r.id === 'straight')}
                  steering={steering}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Panel>
  );
}

/** Measured times of the rows that were rendered last; nothing before. */
function Timing() {
  const rows: readonly Pick<PictureRow, 'variant'>[] = useVariants((s) => s.rows).map((variant) => ({ variant }));
  const timed = rows.flatMap(({ variant }) => (variant?.timing && !variant.kept ? [variant.timing] : []));
  if (timed.length === 0) return null;
  const mean = timed.reduce((sum, t) => sum + t.totalMs, 0) / timed.length;
  const steps = timed.filter((t) => t.evaluations !== null && t.evaluations > 0 && 'network' in t.stageMs);
  const step =
    steps.length === 0
      ? null
      : steps.reduce((sum, t) => sum + t.stageMs['network'] / (t.evaluations ?? 1), 0) / steps.length;
  return (
    <span className="lab-timing mono" title="Mean of the rows as measured by the workstation">
      <Timer size={12} strokeWidth={1.75} aria-hidden />
      {`${msWritten(mean)} a variant${step === null ? '' : `, ${msWritten(step)} a step`}`}
    </span>
  );
}
