import { ArrowUp, Bookmark, CornerUpLeft, CornerUpRight, Play, Route, Trash2, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { announce } from '../ui/notices.ts';
import { fixed, signed } from '../ui/numbers.ts';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import { answerOf } from './answer.ts';
import { columnTitle } from './columns.ts';
import { meanDifference } from './difference.ts';
import { useModelTitles } from './model-choice.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import type { PictureRow } from './picture-rows.ts';
import { askedWords, optionWords } from './row-words.ts';
import { runDriven, type Steering } from './steering.ts';
import { differInSteeringOnly, pictureAt, type Variant } from './variant.ts';
import { keepVariant, removeVariant, renameVariant } from './variants-store.ts';

const icons: Readonly<Record<string, LucideIcon>> = {
  left: CornerUpLeft,
  straight: ArrowUp,
  right: CornerUpRight,
  driven: Route,
};

/** One line: what was asked, the pictures, the answer. */
export function VariantRow({
  row,
  columns,
  isChosen,
  straight,
  steering,
}: {
  row: PictureRow;
  columns: readonly number[];
  isChosen: boolean;
  straight: Variant | undefined;
  steering: Steering;
}) {
  const { variant } = row;
  return (
    <tr data-row={row.id} data-chosen={isChosen || undefined} aria-busy={variant?.state === 'rendering' || undefined}>
      <th scope="row">
        {variant ? <VariantHead variant={variant} steering={steering} /> : <DifferenceHead name={row.name} />}
      </th>
      {variant?.state === 'failed' && variant.problem ? (
        <td colSpan={columns.length} className="lab-row-problem" role="alert">
          <b>{variant.problem.title}.</b> {variant.problem.whatHappened} {variant.problem.whatToDo}
        </td>
      ) : (
        columns.map((atS) => <Cell key={atS} row={row} atS={atS} />)
      )}
      <td className="lab-answer">
        {variant ? (
          <AnswerCell variant={variant} straight={straight} />
        ) : (
          row.between && <DifferenceCell between={row.between} />
        )}
      </td>
    </tr>
  );
}

function Cell({ row, atS }: { row: PictureRow; atS: number }) {
  const { picture, fresh } = useMemo(() => row.pictureAt(atS), [row, atS]);
  const is = row.variant;
  return (
    <td>
      {picture ? (
        <PictureCanvas picture={picture} stale={!fresh} label={`${row.name}, ${columnTitle(atS)}`} />
      ) : (
        <span
          className={
            is && is.atS.length > 0 && atS !== 0 && !is.atS.includes(atS) ? 'lab-no-picture hatched' : 'lab-no-picture'
          }
          title={
            is && is.atS.length > 0 && atS !== 0 && !is.atS.includes(atS)
              ? 'This model has no picture here.'
              : undefined
          }
        />
      )}
    </td>
  );
}

function VariantHead({ variant, steering }: { variant: Variant; steering: Steering }) {
  const titleOf = useModelTitles();
  const Icon = icons[variant.id] ?? Bookmark;
  const { request, step } = variant;
  return (
    <div className="lab-row-head">
      {variant.kept ? (
        <input
          className="lab-row-name"
          aria-label="Name of the kept variant"
          value={variant.name}
          onChange={(event) => renameVariant(variant.id, event.target.value)}
        />
      ) : (
        <span className="lab-row-title">
          <Icon size={13} strokeWidth={1.75} aria-hidden />
          {variant.name}
        </span>
      )}
      <small className="mono">{askedWords(variant)}</small>
      {!variant.kept && request && request.modelId !== steering.range?.modelId && (
        <small>{`by ${titleOf(request.modelId)}`}</small>
      )}
      {variant.kept && request && (
        <small title={optionWords(variant)}>{`${titleOf(request.modelId)}, ${optionWords(variant)}`}</small>
      )}
      {variant.state === 'rendering' || variant.state === 'waiting' ? (
        <span className="lab-row-step">
          <progress
            className="progress"
            aria-label={`${variant.name} is rendered`}
            {...(step ? { value: step.done, max: step.total } : {})}
          />
          <small className="mono">{step ? `${String(step.done)} / ${String(step.total)}` : 'starts'}</small>
        </span>
      ) : (
        <span className="lab-row-actions">
          {variant.id === 'driven' && (
            <IconButton
              icon={Play}
              size={12}
              label="Render the recorded actions"
              command="lab.driven"
              disabledReason={steering.rests}
              onClick={() => runDriven(steering)}
            />
          )}
          {variant.kept ? (
            <IconButton
              icon={Trash2}
              size={12}
              label={`Remove ${variant.name}`}
              onClick={() => removeVariant(variant.id)}
            />
          ) : (
            variant.state === 'done' && (
              <IconButton
                icon={Bookmark}
                size={12}
                label={`Keep ${variant.name}`}
                detail="A copy that the sliders leave alone."
                onClick={() => keep(variant.id)}
              />
            )
          )}
        </span>
      )}
      {variant.state === 'cancelled' && <small>cancelled</small>}
    </div>
  );
}

/** Keeps a row and says so. */
export function keep(id: string): void {
  const kept = keepVariant(id);
  if (kept) announce(`Kept as ${kept.name}`);
}

function AnswerCell({ variant, straight }: { variant: Variant; straight: Variant | undefined }) {
  const answer = useMemo(() => answerOf(variant, straight), [variant, straight]);
  if (variant.state === 'empty' || variant.state === 'failed') return null;
  if (variant.id === 'straight')
    return (
      <p>
        <b className="mono">0</b> px shift<small>reference row</small>
      </p>
    );
  if (!answer)
    return variant.state === 'done' && straight?.state === 'done' && !differInSteeringOnly(variant, straight) ? (
      <small>differs from straight in more than steering: not measured</small>
    ) : null;
  return (
    <p>
      <b className="mono">{answer.shiftPx === 0 ? '0' : signed(answer.shiftPx, fixed(answer.shiftPx, 0))}</b>
      {` px shift at ${columnTitle(answer.atS)}`}
      <small>
        {answer.sign === 'wrong' && <VerdictGlyph verdict="half" size={10} label="wrong sign" />}
        {answer.sign === null ? 'no shift' : answer.sign === 'right' ? 'right sign' : ' wrong sign'}
        {answer.sharpness !== null && `, sharpness ${fixed(answer.sharpness, 2)}`}
      </small>
    </p>
  );
}

const DifferenceHead = ({ name }: { name: string }) => (
  <div className="lab-row-head">
    <span className="lab-row-title">{name}</span>
    <small className="mono">|difference|</small>
  </div>
);

function DifferenceCell({ between: [a, b] }: { between: [Variant, Variant] }) {
  const atS = a.atS.at(-1);
  const [x, y] = atS === undefined ? [null, null] : [pictureAt(a, atS), pictureAt(b, atS)];
  if (!x || !y || atS === undefined) return null;
  return (
    <p>
      <b className="mono">{fixed(meanDifference(x, y), 3)}</b>
      {` mean at ${columnTitle(atS)}`}
      <small>one seed, so only the steering differs</small>
    </p>
  );
}
