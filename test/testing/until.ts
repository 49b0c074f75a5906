import type { EventEmitter } from 'node:events';

/** Anything that has `on` and `off` for this event. */
export interface Emitting {
  on(event: string, listener: (...values: never[]) => void): unknown;
  off?(event: string, listener: (...values: never[]) => void): unknown;
  removeListener?(event: string, listener: (...values: never[]) => void): unknown;
}

const LIMIT_MS = 20_000;

/**
 * Waits until `find` gives something: asked now and after each of the events. A test waits for what happens, never for
 * time to pass.
 *
 * @param what for the message when it does not happen within 12 s
 */
export function until<Found>(
  what: string,
  emitter: Emitting | EventEmitter,
  events: string[],
  find: () => Found | undefined | false | Promise<Found | undefined | false>,
): Promise<Found> {
  const emitting = emitter as Emitting;
  return new Promise<Found>((resolve, reject) => {
    const stop = () => {
      clearTimeout(limit);
      for (const event of events) (emitting.off ?? emitting.removeListener)?.call(emitting, event, look);
    };
    const look = () => {
      Promise.resolve(find()).then(
        (found) => {
          if (found === undefined || found === false) return;
          stop();
          resolve(found as Found);
        },
        (error) => {
          stop();
          reject(error);
        },
      );
    };
    const limit = setTimeout(() => {
      stop();
      reject(new Error(`Did not happen within ${LIMIT_MS / 1000} s: ${what}`));
    }, LIMIT_MS);
    for (const event of events) emitting.on(event, look);
    look();
  });
}
