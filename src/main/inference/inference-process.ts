import { serveCalls } from '../runtime/calls.ts';
import { hostLine } from './process/host-line.ts';
import { inferenceOperations } from './process/operations.ts';

const line = hostLine();
serveCalls(line, inferenceOperations);
// A process whose host died would otherwise hold its memory for ever.
line.onClose(() => process.exit(0));
