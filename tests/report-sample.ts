import { reportDataSchema, type ReportData, type ReportMetric } from '../src/main/reports/data/report-data.ts';
import { metricInfos } from '../src/shared/domain/score.ts';

/** Words that would break a page, a table or a terminal that trusts them. */
export const HOSTILE = `<script>alert(1)</script>"'&\u0000\u202e<img src=x onerror=alert(2)>`;

const interval = (mean: number, half: number) => ({
  mean,
  low: mean - half,
  high: mean + half,
  clips: 12,
  resamples: 1000,
  seed: 1,
});

/** A report on two runs with every part filled; all free text is `text`. */
export function sampleReport(text: string, delta = { mean: 0.4, half: 0.1 }): ReportData {
  const metrics = metricInfos.map(({ key, title, unit, better }): ReportMetric => ({
    key,
    title,
    unit,
    better,
    runs: [interval(1.5, 0.2), interval(1.1, 0.2)],
    constantVelocity: interval(2.4, 0.3),
    paired: { delta: interval(delta.mean, delta.half), p: 0.001, pCorrected: 0.04, betterA: 3, betterB: 9, equal: 0 },
  }));
  const run = (letter: 'A' | 'B') => ({
    letter,
    runId: `run-${letter}`,
    modelId: text,
    modelTitle: text,
    modelVersion: text,
    modelHash: 'f'.repeat(64),
    family: 'baseline',
    provider: 'cpu',
    threads: 1,
    status: 'done',
    createdUs: 1_700_000_000_000_000,
    clipsScored: 12,
    stageMs: { [text]: 1.5, action: 3.25 },
    video: null,
    parts: { [text]: 'e'.repeat(64) },
    notes: { [text]: text },
  });
  const item = {
    clipId: `d:${text}`,
    clipName: text,
    frame: 3,
    timeS: 1.5,
    sentence: text,
    frameValues: { A: 2, B: 1 },
    clipValues: { A: 1.5, B: 1.1 },
  };
  return reportDataSchema.parse({
    format: 1,
    reportId: 'r1',
    title: text,
    createdUs: 1_700_000_000_000_000,
    workspace: text,
    metric: 'ade@4s/10Hz',
    verdict: { lead: 'B is 0.40 m better.', rest: text },
    selection: {
      words: text,
      clips: 12,
      frames: 480,
      sha256: 'a'.repeat(64),
      datasets: [
        { datasetId: 'd', kind: 'nuscenes', version: text, title: text, clips: 12, images: 100, absentImages: 4 },
      ],
    },
    scorer: { name: 'displacement 1', resamples: 1000, seed: 1, comparisons: 40 },
    runs: [run('A'), run('B')],
    constantVelocity: text,
    metrics,
    slices: [
      { group: 'all', label: 'All clips', clips: 12, means: [1.5, 1.1], delta: 0.4 },
      { group: 'tag', label: text, clips: 2, means: [3, 1], delta: 2 },
    ],
    worst: [item],
    best: [item],
    failures: [
      {
        clipId: 'd:t',
        clipName: text,
        tagName: text,
        severity: 'critical',
        startS: 1,
        endS: 2.5,
        runLetter: 'A',
        note: text,
      },
    ],
    notScored: [{ letter: 'A', clipId: 'd:t', clipName: text, frames: 2, reason: text }],
    clips: [
      {
        clipId: 'd:t',
        name: text,
        description: text,
        location: text,
        manoeuvre: 'left',
        meanSpeedMps: 4.25,
        frameCount: 40,
        reviewed: true,
        note: text,
        tags: [text],
        values: { A: { 'ade@4s/10Hz': 0.1 + 0.2 }, B: { 'ade@4s/10Hz': 1 }, CV: {} },
      },
    ],
    machine: { platform: 'linux x64', cpu: text, threads: 2, memoryBytes: 8e9 },
    software: { Foresight: '0.1.0', [text]: text },
    reproduce: [text],
  });
}
