import type { ExecutionProvider, InferenceState } from '../../../shared/domain/model.ts';

export const providerNames: Record<ExecutionProvider, string> = { cuda: 'CUDA', webgpu: 'WebGPU', cpu: 'CPU' };

/** The inference process in the status bar's words: device in use, what was not found, and the reasons. */
export function providerWords(state: InferenceState): {
  name: string;
  rest: string;
  detail: string;
  tone: 'quiet' | 'half' | 'fail';
} {
  const missing = state.tried.filter((t) => !t.ok && t.provider !== state.provider);
  const crash = state.lastCrash === null ? '' : `Stopped ${String(state.restarts)} times, last: ${state.lastCrash}`;
  const reasons = missing.map((t) => `${providerNames[t.provider]}: ${t.reason}`).join('. ');
  const detail = [reasons, crash].filter((part) => part !== '').join('. ');
  const rest = missing.map((t) => `${providerNames[t.provider]} not found`).join(' · ');
  switch (state.status) {
    case 'ready':
    case 'idle':
      return {
        name: state.provider ? providerNames[state.provider] : 'not started',
        rest,
        detail: detail || 'Starts with the first model that is run.',
        tone: 'quiet',
      };
    case 'starting':
      return { name: 'starting', rest, detail, tone: 'quiet' };
    case 'restarting':
      return { name: 'restarting', rest: 'the process stopped', detail, tone: 'half' };
    case 'failed':
      return { name: 'failed', rest: 'models cannot run', detail, tone: 'fail' };
  }
}
