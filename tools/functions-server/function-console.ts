import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';

const LEVELS = ['log', 'info', 'warn', 'error'] as const;

/** A line that a Function wrote with `console`. */
export type FunctionLog = (level: (typeof LEVELS)[number], line: string) => void;

const scope = new AsyncLocalStorage<FunctionLog>();
let installed = false;

/** What `work` and everything that it starts writes with `console` goes to `log`; the rest of the process is let alone. */
export function withFunctionLog(log: FunctionLog, work: () => void): void {
  if (!installed) install();
  scope.run(log, work);
}

function install(): void {
  installed = true;
  for (const level of LEVELS) {
    const original = console[level];
    console[level] = (...parts: unknown[]) => {
      const log = scope.getStore();
      if (log) log(level, format(...parts));
      else original.apply(console, parts);
    };
  }
}
