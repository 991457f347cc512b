import { basename } from 'node:path';
import type { WorkspaceState } from '../../shared/api/app.ts';
import { ProblemError, problemOf, type Problem } from '../../shared/domain/problem.ts';
import { LineClosedError, type CallOptions, type Caller, type Operations } from '../runtime/calls.ts';
import { startThread, type Thread } from '../runtime/thread.ts';
import type { KeeperOperations } from './keeper.ts';
import type { ReaderOperations } from './reader.ts';
import { closedWorkspace, interrupted, notOpenYet, readOnlyByChoice } from './safety/opening-problems.ts';
import type { RecoveryChoice } from './workspace.ts';
import type { Opening, WriterOperations } from './writer.ts';

/** The threads of an open workspace and the state that they are in together. */
export interface Session {
  state(): WorkspaceState;
  /** Rejects with the state's problem while the workspace is blocked. */
  readonly read: Caller<ReaderOperations>['call'];
  /** Rejects while the workspace is blocked or open for reading only. */
  readonly edit: Caller<WriterOperations>['call'];
  readonly keep: Caller<KeeperOperations>['call'];
  recover(choice: RecoveryChoice, backup: string | null): Promise<WorkspaceState>;
  close(): Promise<void>;
}

/** A workspace is opened again by itself at most this often, after a thread ended or a file turned out to be damaged. */
const REOPEN_AFTER_MS = 10_000;

/** Starts the threads of a workspace and opens it. `onReopened` is told whenever everything may have changed. */
export async function openSession(folder: string, onReopened: () => void): Promise<Session> {
  let state = stateOf({ status: 'blocked', problem: notOpenYet(folder), choices: [] });
  let threads: { writer: Thread<WriterOperations>; reader: Thread<ReaderOperations> } | null = null;
  /** Whether the reader has files open: they must be closed before any may be moved. */
  let isRead = false;
  let closed = false;
  let reopenedMs = 0;

  function stateOf(opened: Opening): WorkspaceState {
    return { path: folder, name: basename(folder), ...opened };
  }
  const start = <O extends Operations>(role: 'writer' | 'reader' | 'keeper'): Thread<O> =>
    startThread<O>('workspace-thread', { role, folder });
  const running = () => {
    if (threads) return threads;
    const started = (threads = {
      writer: start<WriterOperations>('writer'),
      reader: start<ReaderOperations>('reader'),
    });
    started.writer.onExit((reason) => onExit(started, reason));
    started.reader.onExit((reason) => onExit(started, reason));
    return started;
  };

  /** A thread ended that was not asked to: the workspace is opened again, once in a while. */
  const onExit = (dead: { writer: Thread<WriterOperations>; reader: Thread<ReaderOperations> }, reason: string) => {
    if (closed || dead !== threads) return;
    threads = null;
    isRead = false;
    state = stateOf({ status: 'blocked', problem: interrupted(reason), choices: ['look-again'] });
    void Promise.all([dead.writer.stop(), dead.reader.stop()]).then(reopenOnce);
  };

  /** Opens again, looking at every page of the files; where that was done just now the user is asked to. */
  const reopenOnce = async (): Promise<void> => {
    if (Date.now() - reopenedMs < REOPEN_AFTER_MS) return onReopened();
    reopenedMs = Date.now();
    await inTurn(() => openWith((writer) => writer.call('open', { folder, thorough: true })));
  };

  /** Opens for writing by `how`, then for reading, and notes how it went. */
  const openWith = async (how: (writer: Thread<WriterOperations>) => Promise<Opening>): Promise<WorkspaceState> => {
    const { writer, reader } = running();
    state = stateOf({ status: 'blocked', problem: notOpenYet(folder), choices: [] });
    try {
      if (isRead) await reader.call('close', null);
      isRead = false;
      let opened = await how(writer);
      if (opened.status !== 'blocked') opened = await openReader(reader, opened);
      state = stateOf(opened);
    } catch (error) {
      state = stateOf({ status: 'blocked', problem: problemOf(inWords(error)), choices: ['look-again'] });
    }
    onReopened();
    return state;
  };
  const openReader = async (reader: Thread<ReaderOperations>, opened: Opening): Promise<Opening> => {
    try {
      await reader.call('open', { folder, othersWrite: opened.status === 'read-only' });
      isRead = true;
      return opened;
    } catch (error) {
      return { status: 'blocked', problem: problemOf(inWords(error)), choices: ['look-again'] };
    }
  };
  const openReadOnly = async (writer: Thread<WriterOperations>): Promise<Opening> => {
    await writer.call('close', null);
    return { status: 'read-only', problem: readOnlyByChoice(folder), choices: ['look-again'] };
  };

  // One opening at a time.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work);
    turn = next.catch(() => undefined);
    return next;
  };

  const toldInWords = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'workspace.damaged') void reopenOnce();
      throw inWords(error);
    }
  };
  const refuse = (problem: Problem | null) => Promise.reject(new ProblemError(problem ?? notOpenYet(folder)));

  await inTurn(() => openWith((writer) => writer.call('open', { folder })));
  return {
    state: () => state,
    read: (operation, input, options: CallOptions = {}) =>
      state.status === 'blocked'
        ? refuse(state.problem)
        : toldInWords(() => running().reader.call(operation, input, options)),
    edit: (operation, input, options: CallOptions = {}) =>
      state.status === 'open'
        ? toldInWords(() => running().writer.call(operation, input, options))
        : refuse(state.problem),
    keep: (operation, input, options: CallOptions = {}) =>
      toldInWords(async () => {
        const keeper = start<KeeperOperations>('keeper');
        try {
          return await keeper.call(operation, input, options);
        } finally {
          await keeper.stop();
        }
      }),
    recover: (choice, backup) =>
      inTurn(() =>
        openWith((writer) => {
          switch (choice) {
            case 'look-again':
              return writer.call('open', { folder, thorough: true });
            case 'open-read-only':
              return openReadOnly(writer);
            case 'restore-backup':
              return writer.call('restore', { folder, backup });
            case 'salvage':
              return writer.call('salvage', { folder });
            case 'set-aside-and-start-new':
              return writer.call('startNew', { folder });
          }
        }),
      ),
    close: () =>
      inTurn(async () => {
        if (closed) return;
        closed = true;
        state = stateOf({ status: 'blocked', problem: closedWorkspace(folder), choices: [] });
        await threads?.reader.call('close', null);
        await threads?.writer.call('close', null);
        await Promise.all([threads?.reader.stop(), threads?.writer.stop()]);
      }),
  };
}

/** A thread that ended while it was called, told to the user; any other error as it is. */
const inWords = (error: unknown): unknown =>
  error instanceof LineClosedError ? new ProblemError(interrupted(error.message), { cause: error }) : error;
