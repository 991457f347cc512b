import { QueryClient } from '@tanstack/react-query';
import type { WorkspaceEvent } from '../../shared/api/app.ts';

/** Nothing is fetched again by focus or time: the workstation says what changed. It works without any network. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: 5 * 60_000,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** First parts of query keys, one a subject. */
export const subjects = {
  info: 'info',
  settings: 'settings',
  workspace: 'workspace',
  backups: 'backups',
  datasets: 'datasets',
  clipPages: 'clip-pages',
  facets: 'facets',
  clip: 'clip',
  comparedRows: 'compared-rows',
  map: 'map',
  predictions: 'predictions',
  scores: 'scores',
  pdm: 'pdm',
  models: 'models',
  runs: 'runs',
  summary: 'summary',
  comparison: 'comparison',
  tagTypes: 'tag-types',
  review: 'review',
  progress: 'progress',
  reports: 'reports',
  lab: 'lab',
} as const;
export type Subject = (typeof subjects)[keyof typeof subjects];

const countsOfLibrary: Subject[] = ['facets', 'progress'];
const ofLibrary: Subject[] = ['clip-pages', ...countsOfLibrary];

/** Which subjects are old after an event. A review event with clip ids leaves other clips' reviews and rows as they are. */
export function subjectsAfter(event: WorkspaceEvent): Subject[] {
  switch (event.type) {
    case 'review':
      return event.clipIds === null ? ['review', 'tag-types', ...ofLibrary] : countsOfLibrary;
    case 'datasets':
      return ['datasets', 'clip', 'compared-rows', 'map', 'pdm', ...ofLibrary];
    case 'runs':
      return ['runs', 'predictions', 'scores', 'pdm', 'summary', 'comparison', 'clip-pages'];
    case 'models':
      return ['models'];
    case 'reports':
      return ['reports'];
    case 'lab':
      return ['lab'];
    case 'workspace':
      return Object.values(subjects).filter((s) => s !== 'info');
    case 'hello':
    case 'job':
    case 'job-dismissed':
    case 'inference':
    case 'memory':
      return [];
  }
}

const refresh = (queryKey: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey });

/** Marks what an event made old; what is on screen is fetched again at once. */
export function refreshAfter(event: WorkspaceEvent): void {
  for (const subject of subjectsAfter(event)) refresh([subject]);
  if (event.type === 'review') for (const clipId of event.clipIds ?? []) refresh([subjects.review, clipId]);
}

export const refreshAll = (): void => void queryClient.invalidateQueries();
