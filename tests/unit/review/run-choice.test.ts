import { beforeEach, describe, expect, it } from 'vitest';
import { chooseRun, toggleFurther } from '../../../src/renderer/review/run-choice.ts';
import { shownRuns, useSession } from '../../../src/renderer/state/session.ts';
import { storedSession } from '../../../src/renderer/state/session-persistence.ts';

const shown = () =>
  shownRuns(useSession.getState())
    .map(({ letter, runId }) => `${letter}=${runId}`)
    .join(' ');
const ids = (count: number) => Array.from({ length: count }, (_, i) => `r${String(i)}`);

beforeEach(() => useSession.setState({ runA: 'a', runB: 'b', moreRuns: [], showsNoRun: false }));

describe('further runs', () => {
  it('are added at the end, and when one goes the next take its letter', () => {
    for (const id of ['c', 'd', 'e']) toggleFurther(id);
    expect(shown()).toBe('A=a B=b C=c D=d E=e');
    toggleFurther('d');
    expect(shown()).toBe('A=a B=b C=c D=e');
  });

  it('are 30 at most beside A and B', () => {
    for (const id of ids(40)) toggleFurther(id);
    expect(shownRuns(useSession.getState())).toHaveLength(32);
    expect(shown()).toMatch(/F2=r29$/);
  });

  it('survive a restart, and a stored list that is too long falls back to none', () => {
    expect(storedSession({ moreRuns: ids(30) }).moreRuns).toHaveLength(30);
    expect(storedSession({ moreRuns: ids(31) }).moreRuns).toEqual([]);
  });
});

describe('choosing A or B', () => {
  it.each([
    ['a new run', () => chooseRun('B', 'x'), 'A=a B=x C=c D=d'],
    ['a run shown further down changes places', () => chooseRun('A', 'd'), 'A=d B=b C=c D=a'],
    ['A as B', () => chooseRun('B', 'a'), 'A=b B=a C=c D=d'],
    ['none keeps the letters of the others', () => chooseRun('A', null), 'B=b C=c D=d'],
  ])('%s', (_, choose, wanted) => {
    useSession.setState({ moreRuns: ['c', 'd'] });
    choose();
    expect(shown()).toBe(wanted);
  });

  it('shows no run only where none is left', () => {
    chooseRun('A', null);
    expect(useSession.getState().showsNoRun).toBe(false);
    chooseRun('B', null);
    expect(useSession.getState().showsNoRun).toBe(true);
  });
});
