import type { Problem } from '../../../shared/domain/problem.ts';

const UNTOUCHED = 'All files of the workspace are as they were.';

export const inUse = (folder: string, holder: string): Problem => ({
  code: 'workspace.in-use',
  title: 'The workspace is open elsewhere',
  whatHappened: `${folder} is held by ${holder}. Two at once would overwrite each other's undo steps.`,
  whatWasKept: UNTOUCHED,
  whatToDo: 'Close the other window and look again, or open it here for reading only.',
});

export const readOnlyFolder = (folder: string, detail: string): Problem => ({
  code: 'workspace.read-only',
  title: 'The workspace is open for reading only',
  whatHappened: `${folder} cannot be written (${detail}). Tags and notes are shown; edits are refused.`,
  whatWasKept: UNTOUCHED,
  whatToDo: 'Make the folder writable and look again, or open a workspace in another folder.',
});

export const readOnlyByChoice = (folder: string): Problem => ({
  code: 'workspace.read-only',
  title: 'The workspace is open for reading only',
  whatHappened: `${folder} was opened for reading, as you chose. Edits are refused.`,
  whatWasKept: UNTOUCHED,
  whatToDo: 'Look again when the workspace may be written.',
});

export const notAFolder = (folder: string): Problem => ({
  code: 'workspace.not-a-folder',
  title: 'The workspace is not a folder',
  whatHappened: `${folder} is a file.`,
  whatWasKept: 'The file is untouched.',
  whatToDo: 'Choose a folder for the workspace.',
});

export const unreachable = (folder: string, detail: string): Problem => ({
  code: 'workspace.unreachable',
  title: 'The workspace folder cannot be opened',
  whatHappened: `${folder}: ${detail}.`,
  whatWasKept: UNTOUCHED,
  whatToDo: 'Connect the disk or correct the permissions and look again.',
});

export const reviewDamaged = (file: string, reason: string): Problem => ({
  code: 'workspace.damaged',
  title: 'The file with your tags and notes is damaged',
  whatHappened: `${file}: ${reason}.`,
  whatWasKept: 'The file is left exactly as it is. Data sets, index, runs and backups are not affected.',
  whatToDo:
    'Bring back a backup, save what can still be read, or begin anew. The damaged file is put into the folder set-aside and never deleted.',
});

export const reviewMissing = (file: string): Problem => ({
  code: 'workspace.review-missing',
  title: 'The file with your tags and notes is gone',
  whatHappened: `${file} is not there, but the workspace has backups of it.`,
  whatWasKept: 'The backups, and all other files of the workspace.',
  whatToDo: 'Put the file back and look again, bring back a backup, or begin anew.',
});

export const foreignFile = (file: string, applicationId: number): Problem => ({
  code: 'workspace.foreign',
  title: 'A file of another program is in the way',
  whatHappened: `${file} is a SQLite file, but not one of Foresight's (application id ${applicationId}).`,
  whatWasKept: UNTOUCHED,
  whatToDo: 'Choose another folder, or let the file be put into the folder set-aside.',
});

export const newerFile = (file: string, version: number, known: number): Problem => ({
  code: 'workspace.newer',
  title: 'The workspace was written by a newer Foresight',
  whatHappened: `${file} has version ${version}; this Foresight writes version ${known}.`,
  whatWasKept: `${UNTOUCHED} They are not changed by this Foresight.`,
  whatToDo: 'Open it with the newer Foresight, or for reading only here.',
});

export const cannotRead = (folder: string, reason: string): Problem => ({
  code: 'workspace.cannot-read',
  title: 'The workspace cannot be read',
  whatHappened: `The files of ${folder} do not have the form this Foresight knows: ${reason}.`,
  whatWasKept: UNTOUCHED,
  whatToDo: 'Open it with a newer Foresight, or make the folder writable so that it can be repaired.',
});

export const notOpenYet = (folder: string): Problem => ({
  code: 'workspace.opening',
  title: 'The workspace is being opened',
  whatHappened: `${folder} is not open yet.`,
  whatWasKept: UNTOUCHED,
  whatToDo: 'Wait a moment.',
});

export const closedWorkspace = (folder: string): Problem => ({
  code: 'workspace.closed',
  title: 'The workspace is closed',
  whatHappened: `${folder} was closed.`,
  whatWasKept: 'Everything: each edit was saved when it was made.',
  whatToDo: 'Open it again.',
});

export const interrupted = (reason: string): Problem => ({
  code: 'workspace.interrupted',
  title: 'Reading or writing the workspace was interrupted',
  whatHappened: `A part of Foresight ended: ${reason.split('\n')[0].slice(0, 300)}.`,
  whatWasKept: 'Every edit that was shown as saved.',
  whatToDo: 'The workspace is opened again by itself; look whether your last edit is there.',
});

export const indexSetAside = (file: string, reason: string, movedTo: string): Problem => ({
  code: 'workspace.index-set-aside',
  title: 'The index was damaged and is built anew',
  whatHappened: `${file}: ${reason}. It was moved to ${movedTo}.`,
  whatWasKept: 'All tags, notes and runs, and the data sets. The index holds nothing that cannot be made again.',
  whatToDo: 'Index the data sets again.',
});

export const runsSetAside = (file: string, reason: string, movedTo: string): Problem => ({
  code: 'workspace.runs-set-aside',
  title: 'The run store was damaged',
  whatHappened: `${file}: ${reason}. It was moved to ${movedTo}; the workspace goes on with an empty one.`,
  whatWasKept: 'All tags and notes, the index, and the damaged file itself.',
  whatToDo: 'Run the models again.',
});
