const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does `work` when this process is told to end from outside, which no `finally` sees, and then lets it end as it would
 * have. Answers how to call that off.
 */
export function onInterrupt(work: () => void): () => void {
  const interrupted = (signal: NodeJS.Signals) => {
    callOff();
    work();
    process.kill(process.pid, signal);
  };
  const callOff = () => {
    for (const signal of SIGNALS) process.removeListener(signal, interrupted);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  return callOff;
}
