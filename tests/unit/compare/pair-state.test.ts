import { beforeEach, describe, expect, it } from 'vitest';
import { shownParts, tabInFront, tabsIn, type Room } from '../../../src/renderer/compare/compare-room.ts';
import { storedCompare } from '../../../src/renderer/compare/compare-settings.ts';
import {
  setFollow,
  toggleFollow,
  toggleLink,
  useCompare,
  type CompareTab,
} from '../../../src/renderer/compare/compare-state.ts';

describe('what is remembered of the pair', () => {
  it.each([
    [
      'all of it',
      { pairView: 'overlay', linked: false, camera: 'CAM_BACK' },
      { pairView: 'overlay', linked: false, camera: 'CAM_BACK' },
    ],
    ['a part', { linked: false }, { linked: false }],
    ['the front camera again', { camera: null }, { camera: null }],
    ['nothing', undefined, {}],
    ['what nobody wrote', { pairView: 'stacked', linked: true }, {}],
    ['no object', 'sides', {}],
    ['more than is remembered', { linked: true, tab: 'numbers' }, { linked: true }],
  ])('%s', (_, stored, expected) => {
    expect(storedCompare(stored)).toEqual(expected);
  });
});

describe('the grounds of A and B', () => {
  beforeEach(() => useCompare.setState({ linked: true, follows: { A: true, B: true } }));
  const follows = () => Object.values(useCompare.getState().follows);

  it('stay with the vehicle or with the ground as one while they are linked', () => {
    setFollow('A', false);
    expect(follows()).toEqual([false, false]);
  });
  it('each by itself while they are not', () => {
    toggleLink();
    setFollow('B', false);
    expect(follows()).toEqual([true, false]);
  });
  it('are both with the vehicle once they are linked again', () => {
    toggleLink();
    setFollow('B', false);
    toggleLink();
    expect(useCompare.getState().linked).toBe(true);
    expect(follows()).toEqual([true, true]);
  });
  it('are both brought back by the key where one stays, and let go where none does', () => {
    toggleLink();
    setFollow('B', false);
    toggleFollow();
    expect(follows()).toEqual([true, true]);
    toggleFollow();
    expect(follows()).toEqual([false, false]);
  });
});

describe('what there is room for', () => {
  it.each<[Room, CompareTab, boolean, CompareTab[]]>([
    ['all', 'list', false, ['list', 'pair', 'numbers']],
    ['all', 'numbers', true, ['pair']],
    ['two', 'list', false, ['list', 'pair']],
    ['two', 'numbers', false, ['list', 'numbers']],
    ['two', 'numbers', true, ['pair']],
    ['one', 'list', false, ['list']],
    ['one', 'pair', false, ['pair']],
    ['one', 'numbers', true, ['pair']],
  ])('room for %s, %s in front, the pair alone: %s', (room, wanted, alone, expected) => {
    expect([...shownParts(room, wanted, alone)]).toEqual(expected);
  });
  it.each<Room>(['two', 'one'])('the tab in front is one of the tabs: %s', (room) => {
    for (const wanted of ['list', 'pair', 'numbers'] as const) expect(tabsIn(room)).toContain(tabInFront(room, wanted));
  });
  it('there are no tabs where everything has a place', () => {
    expect(tabsIn('all')).toEqual([]);
  });
});
