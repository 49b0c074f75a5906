import type { Kernel } from '../kernel';
import type { TaskRouterEvent } from './events';
import type { Workspace } from './resources';

/** https://www.twilio.com/docs/taskrouter/api/event/reference: an answer is due within 15 seconds. */
const CALLBACK_TIMEOUT_MS = 15_000;

/** Posts the workspace's events to its one callback, each after the one before has been answered. */
export function deliverEvents(kernel: Kernel, workspace: Workspace): void {
  let last: Promise<unknown> = Promise.resolve();
  kernel.events.on('taskrouter', (event: TaskRouterEvent) => {
    const url = workspace.eventCallbackUrl;
    if (!url || !passes(workspace.eventsFilter, event.type)) return;
    last = last
      .then(() => kernel.webhooks.send(url, event.params, CALLBACK_TIMEOUT_MS))
      .catch((error: unknown) => {
        kernel.say(`The TaskRouter event callback ${url} could not be called: ${String(error)}`);
      });
  });
}

const passes = (filter: string, type: string) =>
  filter.trim() === '' || filter.split(',').some((wanted) => wanted.trim() === type);
