import type { ClipDetail } from '../../../shared/domain/clip.ts';
import type { ClipPredictions, Run } from '../../../shared/domain/run.ts';
import { fixed, plural } from '../../../shared/words/numbers.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** What a run predicted of a clip in pictures. */
export interface ClipVideos {
  runId: string;
  modelId: string;
  channel: string;
  widthPx: number;
  heightPx: number;
  /** Decision instants with pictures. */
  instants: {
    frame: number;
    /** Seconds from the clip's start. */
    atS: number;
    /** Seconds ahead of each picture. */
    aheadS: number[];
    actionsFrom: string;
  }[];
}

/** Predicted videos of a clip, the newest run first; runs without any are not named. */
export async function clipVideos(workspace: Pick<Workspace, 'runs'>, clip: ClipDetail): Promise<ClipVideos[]> {
  const runs = (await workspace.runs.list()).toSorted((a, b) => b.createdUs - a.createdUs);
  const predictions = await workspace.runs.predictions(
    clip.clipId,
    runs.map((run) => run.runId),
  );
  return runs.flatMap((run) => videosOf(run, predictions, clip.startUs));
}

function videosOf(run: Run, predictions: readonly ClipPredictions[], startUs: number): ClipVideos[] {
  const videos = predictions.find(({ runId }) => runId === run.runId)?.videos ?? [];
  const first = videos.at(0);
  if (!first) return [];
  const { channel, widthPx, heightPx } = first;
  const instants = videos.map(({ frame, timeUs, atS, actionsFrom }) => ({
    frame,
    atS: (timeUs - startUs) / 1e6,
    aheadS: atS,
    actionsFrom,
  }));
  return [{ runId: run.runId, modelId: run.modelId, channel, widthPx, heightPx, instants }];
}

/** `dit-wam-jump f106734b…: 9 instants from 0.00 to 16.00 s, pictures 2, 4, 6, 8 s ahead at most`. */
export function videoWords({ modelId, runId, instants }: ClipVideos): string {
  const longest = instants.reduce((a, b) => (b.aheadS.length > a.aheadS.length ? b : a));
  const span =
    instants.length === 1
      ? `at ${fixed(instants[0].atS, 2)} s`
      : `from ${fixed(instants[0].atS, 2)} to ${fixed(instants[instants.length - 1].atS, 2)} s`;
  return `${modelId} ${runId}: ${plural(instants.length, 'instant')} ${span}, pictures ${longest.aheadS.join(', ')} s ahead${instants.length > 1 ? ' at most' : ''}`;
}
