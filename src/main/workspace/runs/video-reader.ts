import type Database from 'better-sqlite3';
import type { ClipId } from '../../../shared/domain/clip.ts';
import type { VideoPrediction } from '../../../shared/domain/video-prediction.ts';
import { decodeVideo, pictureRange } from './video-codec.ts';

/** Reads of predicted pictures in the run store, attached as `runs`. */
export interface VideoReader {
  /** In the order of their frames. */
  videos(runId: string, clipId: ClipId): VideoPrediction[];
  /** JPEG of picture k of the video at a frame; null where there is none. */
  picture(runId: string, clipId: ClipId, frame: number, k: number): Buffer | null;
  /** Bytes that the pictures of a run take in the store. */
  bytes(runId: string): number;
}

export function openVideoReader(db: Database.Database): VideoReader {
  // Opened for reading only, a store that an older Foresight made stays as it is and has no such table.
  const isThere = db.prepare("SELECT 1 FROM runs.sqlite_master WHERE name = 'predicted_video'").get() !== undefined;
  if (!isThere) return { videos: () => [], picture: () => null, bytes: () => 0 };
  const ofClip = `FROM runs.predicted_video AS video JOIN runs.run USING (run_key) JOIN runs.clip_ref USING (clip_ref)
     WHERE run_id = ? AND clip_id = ?`;
  const heads = db.prepare<[string, string], { frame: number; head: string }>(
    `SELECT video.frame, video.head ${ofClip} ORDER BY frame`,
  );
  const head = db.prepare<[string, string, number], string>(`SELECT video.head ${ofClip} AND frame = ?`).pluck();
  const part = db
    .prepare<[number, number, string, string, number], Buffer>(
      `SELECT substr(video.body, ?, ?) ${ofClip} AND frame = ?`,
    )
    .pluck();
  const total = db
    .prepare<[string], number>(
      `SELECT coalesce(sum(length(video.head) + length(video.body)), 0)
       FROM runs.predicted_video AS video JOIN runs.run USING (run_key) WHERE run_id = ?`,
    )
    .pluck();
  return {
    videos: (runId, clipId) => heads.all(runId, clipId).map((row) => decodeVideo(runId, clipId, row.frame, row.head)),
    picture(runId, clipId, frame, k) {
      const text = head.get(runId, clipId, frame);
      const range = text === undefined ? null : pictureRange(text, k);
      if (!range) return null;
      return part.get(range.from + 1, range.to - range.from, runId, clipId, frame) ?? null;
    },
    bytes: (runId) => total.get(runId) ?? 0,
  };
}
