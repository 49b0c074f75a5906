import { formRequest } from '../../webhooks/delivery';
import type { MakeWidget, Taken, WidgetParts } from '../widget';
import { answerOutputs, isJsonType } from './answer-outputs';
import { callEndpoint } from './call-endpoint';
import { keyValues } from './key-values';

/** https://www.twilio.com/docs/studio/widget-library/run-function */
export const runFunction: MakeWidget = (parts) => async (call) => {
  const { state, render, problem } = call;
  const url = render(state.properties.url);
  const fail = (obstacle: string): Taken => {
    parts.kernel.say(`Studio, widget "${state.name}": ${obstacle}. It takes "fail"`);
    problem(81010, obstacle);
    return { event: 'fail' };
  };
  if (!URL.canParse(url)) return fail(`"${url}" is not a URL`);
  const params: Record<string, string> = {};
  for (const { key, value } of keyValues(state.properties.parameters)) params[key] = render(value);
  const whyNotCalled = (target: URL) => whyNoFunction(target, parts);
  const reply = await callEndpoint(parts, { ...formRequest(url, params), whyNotCalled });
  if ('notCalled' in reply) return fail(reply.notCalled);
  const outputs = answerOutputs(reply, isJsonType);
  if (reply.status >= 200 && reply.status < 400) return { event: 'success', outputs };
  problem(
    81017,
    reply.status === 0 ? `The Function did not answer: ${reply.body}` : `The Function answered ${reply.status}`,
  );
  // Only a real HTTP error leaves something behind.
  return reply.status === 0 ? { event: 'fail' } : { event: 'fail', outputs };
};

/** Nothing leaves the laptop: only the Functions that were named at the start are called. */
function whyNoFunction(url: URL, { kernel, functionsUrl }: WidgetParts): string | undefined {
  if (kernel.webhooks.serves(url)) return undefined;
  if (!functionsUrl) return `${url} cannot be called, since no functions URL was given (--functions-url)`;
  const functions = new URL(functionsUrl).host;
  return url.host === functions ? undefined : `${url} is not at the Functions, which are at ${functions}`;
}
