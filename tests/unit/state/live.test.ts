import { describe, expect, it } from 'vitest';
import { subjectsAfter } from '../../../src/renderer/state/refresh.ts';
import { asOneText, wireSerializers } from '../../../src/shared/api/wire.ts';
import type { WorkspaceEvent } from '../../../src/shared/api/app.ts';

const history = { undo: null, redo: null };

describe('what an event makes old', () => {
  it.each<[WorkspaceEvent, string[], string[]]>([
    [{ type: 'review', clipIds: ['d:1'], history }, ['facets', 'progress'], ['clip', 'clip-pages', 'review', 'runs']],
    [{ type: 'review', clipIds: null, history }, ['review', 'tag-types', 'clip-pages'], ['clip']],
    [{ type: 'datasets' }, ['datasets', 'clip', 'map', 'clip-pages', 'facets'], ['runs', 'review']],
    [{ type: 'runs' }, ['runs', 'scores', 'predictions', 'summary', 'comparison', 'clip-pages'], ['clip', 'map']],
    [{ type: 'models' }, ['models'], ['runs']],
  ])('%j', (event, old, fresh) => {
    const subjects = subjectsAfter(event);
    expect(subjects).toEqual(expect.arrayContaining(old));
    for (const subject of fresh) expect(subjects).not.toContain(subject);
  });

  it('is nothing for progress and memory', () => {
    expect(subjectsAfter({ type: 'job-dismissed', jobId: 'a' })).toEqual([]);
    expect(
      subjectsAfter({ type: 'memory', memory: { processBytes: 0, frameCacheBytes: 0, inferenceBytes: 0 } }),
    ).toEqual([]);
  });
});

describe('large results on the wire', () => {
  const [serializer] = wireSerializers;
  it('cross as one text only when marked, and come back equal', () => {
    const value = { numbers: [1, 2.5, -3e-7, 1532402927647951], text: 'ä "quoted"', none: null };
    expect(serializer.condition(value)).toBe(false);
    expect(asOneText(value)).toBe(value);
    expect(serializer.condition(value)).toBe(true);
    const text = serializer.serialize(value);
    expect(typeof text).toBe('string');
    expect(serializer.deserialize(text)).toEqual(value);
  });
  it('refuse what is no text', () => expect(() => serializer.deserialize({})).toThrow(TypeError));
});
