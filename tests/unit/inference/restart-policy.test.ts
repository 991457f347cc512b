import { expect, it } from 'vitest';
import { restartVerdict } from '../../../src/main/inference/process/restart-policy.ts';
import { runtimeReason } from '../../../src/main/inference/process/runtime-reason.ts';

it.each([
  ['no crash', [], 5_000, { waitMs: 0 }],
  ['one just now', [5_000], 5_000, { waitMs: 0 }],
  ['one a while ago', [1_000], 5_000, { waitMs: 0 }],
  ['two', [4_000, 5_000], 5_050, { waitMs: 150 }],
  ['four', [1_000, 2_000, 3_000, 5_000], 5_000, { waitMs: 1800 }],
  ['five within a minute', [1_000, 2_000, 3_000, 4_000, 5_000], 5_000, 'give-up'],
  ['five, the first over a minute ago', [1_000, 62_000, 63_000, 64_000, 65_000], 65_000, { waitMs: 1800 }],
])('after %s', (_, crashes, now, verdict) => {
  expect(restartVerdict(crashes, now)).toEqual(verdict);
});

it.each([
  [
    '/ort/core/webgpu_context.cc:136 void F::operator()() r.status == OK was false. Failed to get a WebGPU adapter: No supported adapters\n',
    'Failed to get a WebGPU adapter: No supported adapters',
  ],
  [
    'Error: OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library\n    at f (x.js:1)',
    'its library is not installed',
  ],
  [
    '[ONNXRuntimeError] : 9 : NOT_IMPLEMENTED : Could not find an implementation for Foo(1)',
    'Could not find an implementation for Foo(1)',
  ],
  ['plain words', 'plain words'],
])('the reason in %j is told without places in the runtime’s sources', (raw, reason) => {
  expect(runtimeReason(new Error(raw))).toBe(reason);
});
