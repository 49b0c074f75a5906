/**
 * twilio-sync 4.0.1 rejects what it was subscribing to when the socket is cut, and handles that nowhere; it subscribes
 * again when the connection is back, so nothing is lost. Any other rejection is an error of the page.
 */
export function ignoreLostRequests(): void {
  window.addEventListener('unhandledrejection', (event) => {
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
