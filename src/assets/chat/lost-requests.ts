/**
 * twilio-sync 4.0.1, inside the SDK, rejects what it was subscribing to when the socket is cut, and handles that nowhere.
 * It subscribes again when the connection is back, so nothing is lost, and a shop's error log need not hear of it. (Of
 * scripts of another origin a page hears no rejections anyway.)
 */
export function ignoreLostRequests(): void {
  globalThis.addEventListener?.('unhandledrejection', (event) => {
    if (isLostRequest(event.reason)) event.preventDefault();
  });
}

/** What twilsock 1 makes of a token's update without an answer: an `error` event to which nobody can listen. */
const UPDATE_LOST = 'Uncaught, unspecified "error" event. (false)';

/** Otherwise twilio-sync's SyncError: without an answer there is no status and no code. */
export function isLostRequest(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  if (reason.message === UPDATE_LOST) return true;
  const { status, code } = reason as Error & { status?: unknown; code?: unknown };
  return status === 0 && code === 0 && reason.message.startsWith('disconnected');
}
