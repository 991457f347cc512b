import { Download, History, Trash2, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import type { LabKind, LabRecord, LabResult } from '../../../shared/domain/lab.ts';
import { api } from '../../state/connection.ts';
import { attempt } from '../../ui/notices.ts';
import { duration } from '../../ui/numbers.ts';
import { figureNames } from '../figure-names.ts';
import { useLab } from '../lab-state.ts';
import { exportFigure, figureFormats } from './figure-export.ts';
import { recordWords } from './record-words.ts';

/** A menu behind a small button. */
function IconMenu({ icon: Icon, label, children }: { icon: LucideIcon; label: string; children: ReactNode }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button" aria-label={label} title={label}>
          <Icon size={14} strokeWidth={1.75} aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({
  mark,
  disabled = false,
  onSelect,
  children,
}: {
  /** Before the words: a tick, a small icon. */
  mark?: ReactNode;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Item className="menu-item" disabled={disabled} onSelect={onSelect}>
      <span className="menu-check">{mark}</span>
      {children}
    </DropdownMenu.Item>
  );
}

/** The results of a kind, newest first, and a way to remove the one that is shown. */
export function EarlierMenu({
  records,
  record,
  kind,
}: {
  records: readonly LabRecord[];
  record: LabRecord;
  kind: LabKind;
}) {
  return (
    <IconMenu icon={History} label="Earlier results">
      <DropdownMenu.Label className="menu-heading">{`${figureNames[kind]}, newest first`}</DropdownMenu.Label>
      {records.map((r) => (
        <Item
          key={r.labId}
          mark={r.labId === record.labId && '✓'}
          onSelect={() => useLab.setState((s) => ({ chosen: { ...s.chosen, [kind]: r.labId } }))}
        >
          <span title={r.problem ?? `took ${duration(r.durationS)} on ${r.provider}`}>{recordWords(r)}</span>
        </Item>
      ))}
      <DropdownMenu.Separator className="menu-line" />
      <Item
        mark={<Trash2 size={11} strokeWidth={1.75} aria-hidden />}
        onSelect={() => attempt(() => api.lab.remove({ labId: record.labId }))}
      >
        Remove the one that is shown
      </Item>
    </IconMenu>
  );
}

const formatWords = {
  csv: 'CSV, numbers in full',
  json: 'JSON, with its record',
  svg: 'SVG, the figure',
  png: 'PNG, the figure',
} as const;

/** The ways to save a result. */
export function ExportMenu({
  result,
  isTable,
  body,
}: {
  result: LabResult | undefined;
  isTable: boolean;
  body: RefObject<HTMLDivElement | null>;
}) {
  return (
    <IconMenu icon={Download} label="Save the figure">
      {figureFormats.map((format) => {
        const needsFigure = isTable && (format === 'svg' || format === 'png');
        return (
          <Item
            key={format}
            disabled={!result || needsFigure}
            onSelect={() => result && exportFigure(result, format, body.current)}
          >
            {formatWords[format]}
            {needsFigure && ': show the figure first'}
          </Item>
        );
      })}
    </IconMenu>
  );
}
