import type { Clock } from '../../../local-twilio/src/account/clock';
import type { Studio } from '../../../local-twilio/src/studio/studio';

const active = (studio: Studio) => studio.executions().filter(({ status }) => status === 'active');

/** Resolves when every execution waits for the customer or has ended. */
export function settled(studio: Studio): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (active(studio).some(({ waitingAt }) => waitingAt === null)) return;
      unwatch();
      resolve();
    };
    const unwatch = studio.watch({ pauses: look });
    look();
  });
}

/** Resolves when no execution is active any more. */
export function ended(studio: Studio): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (active(studio).length > 0) return;
      unwatch();
      resolve();
    };
    const unwatch = studio.watch({ pauses: look });
    look();
  });
}

/** From one time-out to the next, since each lets a flow go on and perhaps wait anew. */
export async function passTime(clock: Clock, studio: Studio, milliseconds: number): Promise<void> {
  const until = clock.now() + milliseconds;
  for (let left = milliseconds; left > 0; left = until - clock.now()) {
    const due = active(studio).map(({ waitingUntil }) => Date.parse(waitingUntil ?? '') - clock.now());
    clock.advance(Math.max(1, Math.min(left, ...due)));
    await settled(studio);
  }
}
