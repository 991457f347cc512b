/** Longest reason that is shown in a list of what was tried. */
const MAX_LENGTH = 300;

/** What the runtime says went wrong, without its own source places and status words. */
export function runtimeReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split('\n').find((part) => part.trim() !== '') ?? text;
  const reason = line
    .replace(/^Error: /, '')
    .replace(/^\S+\.cc:\d+ .* was false\. /, '')
    .replace(/^\[ONNXRuntimeError\] : \d+ : \w+ : /, '')
    .replace(
      /^OrtSessionOptionsAppendExecutionProvider_\w+: Failed to load shared library$/,
      'its library is not installed',
    );
  return reason.slice(0, MAX_LENGTH);
}
