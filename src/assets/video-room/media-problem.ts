import type { MediaProblem } from './media-state';

/** A page that did not come over https has no devices. */
export class InsecurePage extends Error {}

/** https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia#exceptions */
export function mediaProblem(error: unknown): MediaProblem {
  if (error instanceof InsecurePage) return 'insecure';
  switch ((error as Error).name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'in_use';
    default:
      return 'failed';
  }
}

/** Of a device that was on a moment ago: that no other one is there, or starts, is not what has happened. */
export function lossProblem(error: unknown): MediaProblem {
  const problem = mediaProblem(error);
  return problem === 'missing' || problem === 'failed' ? 'lost' : problem;
}
