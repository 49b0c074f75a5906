import { badRequest, notFound } from '../http/errors';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { Call, CallAddress, StatusCallback } from './call';
import { isOver } from './call';
import { callPage } from './call-page';
import type { VoiceModel } from './model';
import { methodOf } from './twiml/verb';
import { callView } from './views';

/** What REST wants of calls beside their state. */
export interface CallActions {
  /** Rings the phone, and runs this when it is answered. */
  begin(call: Call, first: { twiml: string } | CallAddress, timeoutSeconds: number): void;
  /** This goes on the call in the place of what runs there. */
  redirect(call: Call, first: { twiml: string } | CallAddress): void;
  hangUp(call: Call): void;
}

const HOST = 'api.twilio.com';
const CALLS = '/2010-04-01/Accounts/:account/Calls.json';
const CALL = '/2010-04-01/Accounts/:account/Calls/:file';
const ANSWER_SECONDS = 60;
const E164 = /^\+[1-9]\d{6,14}$/;

/** Calls: https://www.twilio.com/docs/voice/api/call-resource. A number of the account must call, and phones alone answer. */
export function registerCallsRest(
  kernel: Kernel,
  model: VoiceModel,
  actions: CallActions,
  ownNumbers: () => string[],
): void {
  const { account, routes } = kernel;
  const on = (method: 'GET' | 'POST', pattern: string, answer: (request: RestRequest) => unknown, status = 200) =>
    routes.on(method, HOST, pattern, (request) => {
      if (request.params.account !== account.accountSid) throw notFound(request.path);
      return { status, body: answer(request) };
    });
  const callOf = ({ params, path }: RestRequest): Call => {
    const call = model.calls.get((params.file ?? '').replace(/\.json$/, ''));
    if (!call || !params.file?.endsWith('.json')) throw notFound(path);
    return call;
  };

  on(
    'POST',
    CALLS,
    (request) => {
      const { form } = request;
      const to = form.required('To');
      const from = form.required('From');
      if (!ownNumbers().includes(from)) throw badRequest(21210, `'From' phone number not verified: ${from}`);
      if (!E164.test(to)) throw badRequest(21211, `The phone number you are attempting to call, ${to}, is not valid.`);
      const first = firstOf(request);
      if (!first) throw badRequest(21205, 'Url, Twiml or ApplicationSid parameter is required.');
      const call = model.create({ from, to, direction: 'outbound-api', phoneNumberSid: null, ...callbacksOf(request) });
      actions.begin(call, first, form.number('Timeout') ?? ANSWER_SECONDS);
      return callView(call, account);
    },
    201,
  );

  on('GET', CALLS, (request) => {
    const { query } = request;
    const wanted = { to: query.get('To'), from: query.get('From'), status: query.get('Status') };
    const found = [...model.calls.values()]
      .filter((call) => wanted.to === null || call.to === wanted.to)
      .filter((call) => wanted.from === null || call.from === wanted.from)
      .filter((call) => wanted.status === null || call.status === wanted.status)
      .reverse();
    return callPage(
      request,
      found.map((call) => callView(call, account)),
    );
  });

  on('GET', CALL, (request) => callView(callOf(request), account));

  on('POST', CALL, (request) => {
    const call = callOf(request);
    const status = request.form.get('Status');
    const first = firstOf(request);
    if (status !== undefined) end(call, status, actions);
    else if (first) {
      if (call.status !== 'in-progress') throw badRequest(21220, 'Call is not in-progress. Cannot redirect.');
      actions.redirect(call, first);
    }
    Object.assign(call, callbacksOf(request));
    return callView(call, account);
  });
}

function end(call: Call, status: string, actions: CallActions): void {
  if (status !== 'completed' && status !== 'canceled')
    throw badRequest(21218, `Invalid status ${status}: completed or canceled`);
  if (isOver(call)) throw badRequest(21220, 'Call is not in-progress. Cannot redirect.');
  if (status === 'canceled' && call.status === 'in-progress') return;
  actions.hangUp(call);
}

function firstOf({ form }: RestRequest): { twiml: string } | CallAddress | undefined {
  const twiml = form.get('Twiml');
  const url = form.get('Url');
  if (twiml !== undefined) return { twiml };
  if (url === undefined) return undefined;
  if (!URL.canParse(url)) throw badRequest(21205, 'Url parameter is not a valid URL');
  return { url, method: methodOf(form.get('Method')) };
}

function callbacksOf({ form }: RestRequest): { fallback?: CallAddress; statusCallback?: StatusCallback } {
  const fallback = form.get('FallbackUrl');
  const callback = form.get('StatusCallback');
  const events = form.all('StatusCallbackEvent').flatMap((names) => names.split(/\s+/));
  return {
    ...(fallback && { fallback: { url: fallback, method: methodOf(form.get('FallbackMethod')) } }),
    ...(callback && {
      statusCallback: {
        url: callback,
        method: methodOf(form.get('StatusCallbackMethod')),
        events: events.length > 0 ? events : ['completed'],
      },
    }),
  };
}
