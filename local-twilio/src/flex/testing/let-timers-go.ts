/**
 * The TaskRouter SDK keeps a timer until the token expires and one for its heartbeat, also after `disconnect()`.
 * From here on timers no longer keep the process alive.
 */
export function letTimersGo(): void {
  const { setTimeout: startTimeout, setInterval: startInterval } = globalThis;
  const released = <Start extends typeof startTimeout | typeof startInterval>(start: Start) =>
    Object.assign((...parameters: Parameters<typeof startTimeout>) => start(...parameters).unref(), start);
  globalThis.setTimeout = released(startTimeout) as typeof startTimeout;
  globalThis.setInterval = released(startInterval) as typeof startInterval;
}
