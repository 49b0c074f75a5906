import type { WebhookReply } from '../../webhooks/delivery';
import type { MakeWidget, Taken, WidgetParts } from '../widget';
import { keyValues } from './key-values';

/** https://www.twilio.com/docs/studio/widget-library/run-function */
export const runFunction: MakeWidget = (parts) => async (call) => {
  const { state, render, problem } = call;
  const url = render(state.properties.url);
  const obstacle = whyNotCalled(url, parts);
  if (obstacle) {
    parts.kernel.say(`Studio, widget "${state.name}": ${obstacle}. It takes "fail"`);
    problem(81010, obstacle);
    return { event: 'fail' };
  }
  const params: Record<string, string> = {};
  for (const { key, value } of keyValues(state.properties.parameters)) params[key] = render(value);
  const reply = await parts.kernel.webhooks.send(url, params, parts.limits.functionMs);
  if (reply.status >= 200 && reply.status < 400) return { event: 'success', outputs: outputsOf(reply) };
  problem(
    81017,
    reply.status === 0 ? `The Function did not answer: ${reply.body}` : `The Function answered ${reply.status}`,
  );
  const failed: Taken = { event: 'fail' };
  // Only a real HTTP error leaves something behind.
  return reply.status === 0 ? failed : { ...failed, outputs: outputsOf(reply) };
};

/** Nothing leaves the laptop: only the Functions that were named at the start are called. */
function whyNotCalled(url: string, { functionsUrl }: WidgetParts): string | undefined {
  if (!URL.canParse(url)) return `"${url}" is not a URL`;
  if (!functionsUrl) return `${url} cannot be called, since no functions URL was given (--functions-url)`;
  const functions = new URL(functionsUrl).host;
  if (new URL(url).host !== functions) return `${url} is not at the Functions, which are at ${functions}`;
  return undefined;
}

function outputsOf(reply: WebhookReply): Record<string, unknown> {
  const outputs: Record<string, unknown> = {
    status_code: reply.status,
    content_type: reply.contentType,
    body: reply.body,
  };
  if (reply.contentType.split(';')[0]?.trim().toLowerCase() !== 'application/json') return outputs;
  try {
    return { ...outputs, parsed: JSON.parse(reply.body) as unknown };
  } catch {
    return outputs;
  }
}
