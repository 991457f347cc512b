import { useMutation } from '@tanstack/react-query';
import { Box, Database, Play, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { problemOf } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { useAppInfo, useModels } from '../state/queries.ts';
import { useLive } from '../state/live.ts';
import { Kbd } from '../ui/kbd.tsx';
import { bytes, count, plural } from '../ui/numbers.ts';
import { openOverlay, useOverlay } from '../ui/overlay-state.ts';
import { providerNames } from '../ui/shell/provider-words.ts';
import { ProblemCard } from '../ui/states.tsx';
import { VerdictGlyph, type Verdict } from '../ui/verdict-glyph.tsx';
import './welcome.css';

/** First start: what to do first, and what this machine can do. */
export function Welcome() {
  const first = useRef<HTMLButtonElement>(null);
  const overlay = useOverlay((s) => s.overlay);
  const info = useAppInfo().data;
  const samples = info?.sampleDrives ?? null;
  const open = useMutation({ mutationFn: (path: string) => api.datasets.add({ path }) });
  useEffect(() => {
    if (overlay === null && info) first.current?.focus();
  }, [overlay, info]);
  return (
    <div className="view welcome">
      <div className="welcome-main">
        <div className="welcome-column">
          <h1>See what the model foresaw, and where it failed.</h1>
          <p className="welcome-lead">
            Everything stays on this machine. A workspace is a folder with your tags and runs; the recordings stay where
            they are.
          </p>
          {samples !== null && (
            <Card
              ref={first}
              icon={Play}
              title={open.isPending || open.isSuccess ? 'Opening the sample drives' : 'Open the sample drives'}
              keys="Enter"
              onClick={() => open.isPending || open.isSuccess || open.mutate(samples)}
            >
              Procedural streets with known truth: cameras, boxes, maps, lights and guidance, ready to score.
            </Card>
          )}
          {open.error && <ProblemCard problem={problemOf(open.error)} />}
          <Card
            ref={samples === null ? first : undefined}
            icon={Database}
            title="Add a data set"
            keys="Ctrl+O"
            onClick={() => openOverlay({ kind: 'add-dataset', path: '' })}
          >
            NAVSIM / OpenScene, nuScenes or PhysicalAI-AV, whole or in part. Name its folder; what is there is told
            before anything is indexed.
          </Card>
          <Card icon={Box} title="Add a model" keys="Ctrl+M" onClick={() => openOverlay({ kind: 'add-model' })}>
            A folder with a manifest and ONNX graphs. What does not fit is told graph by graph.
          </Card>
        </div>
      </div>
      <Machine />
    </div>
  );
}

function Card({
  ref,
  icon: Icon,
  title,
  keys,
  onClick,
  children,
}: {
  ref?: React.Ref<HTMLButtonElement> | undefined;
  icon: LucideIcon;
  title: string;
  keys: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button ref={ref} type="button" className="welcome-card" onClick={onClick}>
      <span className="welcome-icon">
        <Icon size={18} strokeWidth={1.75} aria-hidden />
      </span>
      <span className="welcome-text">
        <b>{title}</b>
        <span>{children}</span>
      </span>
      <Kbd keys={keys} />
    </button>
  );
}

/** What this machine has: processor, devices for models, memory, bundled models. */
function Machine() {
  const info = useAppInfo().data;
  const inference = useLive((s) => s.inference);
  const memory = useLive((s) => s.memory);
  const models = useModels().data;
  const workspace = useLive((s) => s.workspace);
  const bundled = models?.filter((m) => m.bundled && m.role !== 'part') ?? [];
  const unfit = models?.filter((m) => m.problem !== null) ?? [];
  const rows: { verdict: Verdict; name: string; words: string }[] = [
    ...(info
      ? [{ verdict: 'pass' as const, name: 'CPU', words: `${plural(info.cpuThreads, 'thread')}, ${info.cpuModel}` }]
      : []),
    ...(inference?.tried ?? [])
      .filter((t) => t.provider !== 'cpu')
      .map((t) => ({
        verdict: t.ok ? ('pass' as const) : ('na' as const),
        name: providerNames[t.provider],
        words: t.ok ? (inference?.provider === t.provider ? 'ready, used first' : 'ready') : `${t.reason}; not needed`,
      })),
    ...(info && memory
      ? [
          {
            verdict: 'pass' as const,
            name: 'Memory',
            words: `${bytes(memory.processBytes)} in use of ${bytes(info.memoryBytes)}`,
          },
        ]
      : []),
    ...(models
      ? [{ verdict: 'pass' as const, name: 'Bundled', words: bundled.map((m) => m.title).join(', ') || 'no models' }]
      : []),
    ...unfit.map((m) => ({ verdict: 'half' as const, name: m.title, words: m.problem?.title ?? '' })),
  ];
  return (
    <aside className="welcome-side">
      <section>
        <h2>This machine</h2>
        <ul className="machine">
          {rows.map((row) => (
            <li key={row.name}>
              <VerdictGlyph verdict={row.verdict} />
              <span>{row.name}</span>
              <span>{row.words}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>This workspace</h2>
        {workspace && (
          <p className="welcome-workspace">
            <b>{workspace.name}</b>
            <span className="mono selectable">{workspace.path}</span>
            <span>No data set yet, {count(models?.length ?? 0)} models.</span>
          </p>
        )}
      </section>
      <footer>
        <Kbd keys="?" /> Keys
        <Kbd keys="Ctrl+K" /> Commands
        <span className="panel-space" />
        {info?.version}
      </footer>
    </aside>
  );
}
