import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import { keepRemembered } from '../../../src/renderer/settings/remembered.ts';
import { hasDifferences, rememberedVideoView } from '../../../src/renderer/viewer/predicted-video/video-view.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what a workspace remembers of a store', () => {
  const kept = () => {
    const store = create<{ view: string; held: boolean }>()(() => ({ view: 'strip', held: false }));
    const saved: object[] = [];
    const end = keepRemembered({ store, pick: ({ view }) => ({ view }) }, (stored) => saved.push(stored));
    return { store, saved, end };
  };
  it('is saved once when it rests', () => {
    const { store, saved } = kept();
    store.setState({ view: 'flicker' });
    store.setState({ view: 'difference' });
    expect(saved).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(saved).toEqual([{ view: 'difference' }]);
  });
  it('is not saved where nothing of it changed', () => {
    const { store, saved } = kept();
    store.setState({ held: true });
    store.setState({ view: 'flicker' });
    store.setState({ view: 'strip' });
    vi.advanceTimersByTime(1000);
    expect(saved).toEqual([]);
  });
  it('is not lost when the window closes at once', () => {
    const { store, saved } = kept();
    store.setState({ view: 'flicker' });
    window.dispatchEvent(new Event('pagehide'));
    expect(saved).toEqual([{ view: 'flicker' }]);
    vi.advanceTimersByTime(1000);
    expect(saved).toHaveLength(1);
  });
  it('is not lost when the panel closes at once, and left alone after that', () => {
    const { store, saved, end } = kept();
    store.setState({ view: 'flicker' });
    end();
    store.setState({ view: 'strip' });
    vi.advanceTimersByTime(1000);
    expect(saved).toEqual([{ view: 'flicker' }]);
  });
});

it.each<[unknown, object]>([
  [
    { view: 'flicker', measure: 'psnr', differences: true },
    { view: 'flicker', measure: 'psnr', differences: true },
  ],
  [
    { view: 'upside down', measure: 'psnr', differences: 'some' },
    { view: 'strip', measure: 'psnr', differences: null },
  ],
  [undefined, { view: 'strip', measure: 'ssim', differences: null }],
  ['nonsense', { view: 'strip', measure: 'ssim', differences: null }],
])('the predicted video panel reads %j', (stored, read) => {
  expect(rememberedVideoView.read(stored)).toEqual(read);
});

it.each([
  [null, 2, true],
  [null, 3, false],
  [true, 8, true],
  [false, 1, false],
])('rows of differences: told %j, with %d runs %j', (differences, runs, shown) => {
  expect(hasDifferences({ differences }, runs)).toBe(shown);
});
