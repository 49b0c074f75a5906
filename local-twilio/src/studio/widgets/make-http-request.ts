import { createHash } from 'node:crypto';
import { formRequest, type OutgoingRequest } from '../../webhooks/delivery';
import type { MakeWidget, Taken, WidgetCall, WidgetParts } from '../widget';
import { answerOutputs, isJsonType } from './answer-outputs';
import { callEndpoint } from './call-endpoint';
import { keyValues } from './key-values';

const JSON_TYPE = 'application/json;charset=utf-8';
/** https://www.twilio.com/docs/api/errors/81014: "Parameter name uses a reserved word". It names this one alone. */
const RESERVED_PARAMETER = 'method';

/** https://www.twilio.com/docs/studio/widget-library/http-request */
export const makeHttpRequest: MakeWidget = (parts) => async (call) => {
  const { kernel, limits } = parts;
  const fail = (code: number, message: string, outputs?: Record<string, unknown>): Taken => {
    call.problem(code, message);
    return { event: 'failed', outputs };
  };
  const url = call.render(call.state.properties.url);
  if (!URL.canParse(url)) return fail(81014, `"${url}" is not a URL`);
  const params = parametersOf(call);
  if (RESERVED_PARAMETER in params) return fail(81014, `A parameter may not be called "${RESERVED_PARAMETER}"`);

  const reply = await callEndpoint(parts, {
    ...requestOf(parts, call, url, params),
    whyNotCalled: (target) => whyNotCalled(target, parts),
  });
  if ('notCalled' in reply) {
    kernel.say(`Studio, widget "${call.state.name}": ${reply.notCalled}. It takes "failed"`);
    return fail(81014, reply.notCalled);
  }
  if (reply.status === 0) return fail(81016, `The HTTP request got no answer: ${reply.body}`);
  const bytes = Buffer.byteLength(reply.body);
  if (bytes > limits.responseBytes) {
    return fail(81016, `The answer has ${bytes} bytes, more than ${limits.responseBytes}`);
  }
  const parses = (type: string) =>
    kernel.assumptions.httpRequestParsesCharset ? isJsonType(type) : type === 'application/json';
  const outputs = answerOutputs(reply, parses);
  const success = reply.status >= 200 && reply.status < (kernel.assumptions.httpRequestTakesRedirects ? 400 : 300);
  return success
    ? { event: 'success', outputs }
    : fail(81016, `The HTTP request was answered ${reply.status}`, outputs);
};

function parametersOf({ state, render }: WidgetCall): Record<string, string> {
  return Object.fromEntries(keyValues(state.properties.parameters).map(({ key, value }) => [key, render(value)]));
}

function requestOf(
  { kernel }: WidgetParts,
  { state, render, problem }: WidgetCall,
  url: string,
  params: Record<string, string>,
): OutgoingRequest {
  const { properties } = state;
  const method = String(properties.method ?? 'GET').toUpperCase();
  const headers = authorization(url, properties.add_twilio_auth === true ? kernel.account : undefined);
  if (method === 'GET') return { ...formRequest(url, params, 'GET'), headers };
  const body = render(properties.body);
  const contentType = String(properties.content_type ?? '');
  const isJson = isJsonType(contentType);
  if (body === '' && !isJson) return { ...formRequest(url, params), headers };

  const target = new URL(url);
  if (Object.keys(params).length > 0) {
    if (kernel.assumptions.httpRequestSendsParametersWithBody) {
      for (const [name, value] of Object.entries(params)) target.searchParams.append(name, value);
    } else {
      problem(81014, 'The parameters are not sent, since the request has a body; where they go is not documented');
    }
  }
  if (isJson && kernel.assumptions.httpRequestSignsJson) {
    target.searchParams.append('bodySHA256', createHash('sha256').update(body).digest('hex'));
  }
  const form = isJson ? {} : Object.fromEntries(new URLSearchParams(body));
  return { url: target.href, method, params: form, body, contentType: isJson ? JSON_TYPE : contentType, headers };
}

/** `https://user:password@…`, or the account's own credentials. */
function authorization(url: string, account: { accountSid: string; authToken: string } | undefined) {
  const { username, password } = new URL(url);
  const user = account ? account.accountSid : decodeURIComponent(username);
  if (user === '') return undefined;
  const secret = account ? account.authToken : decodeURIComponent(password);
  return { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` };
}

function whyNotCalled(url: URL, { functionsUrl }: WidgetParts): string | undefined {
  if (['127.0.0.1', 'localhost'].includes(url.hostname)) return undefined;
  if (functionsUrl && url.host === new URL(functionsUrl).host) return undefined;
  return `${url.origin} is not called: the local Twilio calls nobody outside`;
}
