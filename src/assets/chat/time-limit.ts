/** Settles as the promise does, or rejects with the signal's reason when that aborts first. */
export function withinLimit<Value>(limit: AbortSignal, promise: Promise<Value>): Promise<Value> {
  const reached = new Promise<never>((_resolve, reject) => {
    if (limit.aborted) reject(limit.reason);
    limit.addEventListener('abort', () => reject(limit.reason), { once: true });
  });
  return Promise.race([promise, reached]);
}
