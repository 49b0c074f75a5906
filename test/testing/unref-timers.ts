import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<true>();
let installed = false;

/**
 * Timers that `work` and everything that it starts sets do not keep the process alive. For SDKs that leave some behind:
 * twilio-taskrouter 2.1.1 its heartbeat and its token's expiry after `disconnect()`, the Conversations SDK retries after
 * `shutdown()`.
 */
export function withUnrefTimers<Result>(work: () => Result): Result {
  if (!installed) install();
  return scope.run(true, work);
}

function install(): void {
  installed = true;
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const original = globalThis[name] as (...parts: unknown[]) => NodeJS.Timeout;
    const patched = (...parts: unknown[]) => {
      const timer = original(...parts);
      return scope.getStore() ? timer.unref() : timer;
    };
    Object.assign(globalThis, { [name]: Object.assign(patched, original) });
  }
}
