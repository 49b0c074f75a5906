import type { QueueRequest } from '../../voice-tasks';
import { type TwimlElement, TwimlError } from '../parse-twiml';
import { countOf, type MakeVerb, resultTo } from '../verb';

const TASK_TIMEOUT_SECONDS = 86_400;

/** A call becomes a task and waits for whoever takes it: https://www.twilio.com/docs/taskrouter/twiml-queue-calls */
export const enqueue: MakeVerb =
  ({ kernel, tasks }) =>
  async (call) => {
    const { element, live, signal } = call;
    const { workflowSid, waitUrl } = element.attributes;
    if (!workflowSid) throw new TwimlError('the local Twilio has no queues but those of a workflow: set workflowSid');
    if (waitUrl !== undefined) kernel.say('Voice: waitUrl of <Enqueue> is not asked here; the caller hears hold music');
    const { result, seconds, queueSid } = await tasks.enqueue(live, { workflowSid, ...taskOf(element) }, signal);
    if (result === 'talked') return { kind: 'hangUp' };
    return resultTo(call, {
      QueueResult: result,
      ...(queueSid && { QueueSid: queueSid, QueueTime: String(seconds) }),
    });
  };

function taskOf({ children }: TwimlElement): Omit<QueueRequest, 'workflowSid'> {
  const element = children.find(({ name }) => name === 'Task');
  if (!element) return { attributes: {}, priority: 0, timeout: TASK_TIMEOUT_SECONDS };
  return {
    attributes: attributesOf(element.text),
    priority: countOf(element, 'priority', 0),
    timeout: countOf(element, 'timeout', TASK_TIMEOUT_SECONDS, 1),
  };
}

function attributesOf(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new TwimlError('<Task> must hold a JSON object');
  return value as Record<string, unknown>;
}
