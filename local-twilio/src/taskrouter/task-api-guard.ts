import type { Assumptions } from '../assumptions';
import { badRequest } from '../http/errors';
import type { Task } from './resources';

/**
 * A task of an Interaction is ended through the Interaction's channel, never through the Task API.
 * @see https://www.twilio.com/docs/flex/developer/conversations/best-practices
 */
export function guardInteractionTask(
  task: Task,
  status: string,
  assumptions: Assumptions,
  say: (line: string) => void,
): void {
  if (!task.interaction || assumptions.taskApiClosesInteractionTasks) return;
  if (status !== 'completed' && status !== 'canceled') return;
  const message =
    `Task ${task.sid} belongs to Interaction ${task.interaction.sid}: close its channel ` +
    `(POST /v1/Interactions/${task.interaction.sid}/Channels/${task.interaction.channelSid}) instead of setting it ${status}`;
  say(message);
  throw badRequest(20001, message);
}
