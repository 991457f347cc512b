import { describe, expect, it } from 'vitest';
import { openingNote } from '../../../src/renderer/ui/shell/announce-workspace.ts';
import type { WorkspaceState } from '../../../src/shared/api/app.ts';

const problem = (whatHappened: string) => ({
  code: 'workspace.restored',
  title: 'A backup was brought back',
  whatHappened,
  whatWasKept: '',
  whatToDo: '',
});
const state = (status: WorkspaceState['status'], note: string | null): WorkspaceState => ({
  path: '/w',
  name: 'w',
  status,
  problem: note === null ? null : problem(note),
  choices: [],
});

describe('what opening a workspace has to tell', () => {
  it.each([
    ['a note at the start', null, state('open', 'a'), 'a'],
    ['a note after the choice', state('blocked', 'damaged'), state('open', 'a'), 'a'],
    ['the same note is told once', state('open', 'a'), state('open', 'a'), undefined],
    ['nothing', null, state('open', null), undefined],
    ['a blocked one tells by itself', null, state('blocked', 'damaged'), undefined],
    ['one that cannot be written', null, state('read-only', 'no right'), 'no right'],
    ['one for reading by choice is no news', state('blocked', 'newer'), state('read-only', 'by choice'), undefined],
  ])('%s', (_, before, now, told) => expect(openingNote(before, now)?.whatHappened).toBe(told));
});
