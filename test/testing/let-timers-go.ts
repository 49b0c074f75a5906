/**
 * From here on timers no longer keep the process alive. The SDKs leave some behind: twilio-taskrouter 2.1.1 its heartbeat
 * and its token's expiry after `disconnect()`, the Conversations SDK retries after `shutdown()`.
 */
export function letTimersGo(): void {
  const { setTimeout: startTimeout, setInterval: startInterval } = globalThis;
  const released = <Start extends typeof startTimeout | typeof startInterval>(start: Start) =>
    Object.assign((...parameters: Parameters<typeof startTimeout>) => start(...parameters).unref(), start);
  globalThis.setTimeout = released(startTimeout) as typeof startTimeout;
  globalThis.setInterval = released(startInterval) as typeof startInterval;
}
