import { randomUUID } from 'node:crypto';
import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import type * as v from 'valibot';
import { type Caller, type CallerKind, identifyCaller, type Proof, proofOf } from '../auth/callers';
import { deriveKeys, type Keys } from '../auth/keys';
import { checkOrigin, type PagesOf } from '../auth/origin';
import { Delivery, receiverOf } from '../bridge/delivery';
import { ReceiverPatience } from '../bridge/receiver-patience';
import { tellingConversations } from '../bridge/telling-conversations';
import { type Config, parseConfig } from '../config';
import { createTwilio, type TwilioParts } from '../twilio/twilio';
import { Upstream } from '../twilio/upstream';
import { UpstreamError } from '../twilio/upstream-error';
import { Deadline } from './deadline';
import { RequestError, upstreamUnavailable } from './errors';
import { logRequest, type RequestLine } from './log';
import { parseInput } from './parse-input';
import { readRequest } from './read-request';
import { TwimlAnswer } from './twiml-answer';

/** The platform ends an execution after 10 s. */
const REQUEST_MS = 8000;
/** Kept back of it for taking back what was left half-made. */
const UNDO_MS = 1500;
/** Of this container. */
const patience = new ReceiverPatience();

/** What a use case gets. */
export interface Run<Input, Kind extends CallerKind> {
  input: Input;
  caller: Extract<Caller, { kind: Kind }>;
  config: Config;
  keys: Keys;
  twilio: TwilioParts;
  /** The same with the time that is kept for undoing. */
  undo: TwilioParts;
  deadline: Deadline;
  /** Tells the receiver of a bridged chat what is new; what `twilio` says and closes is told by itself. */
  delivery: Pick<Delivery, 'deliver'>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** SIDs for the log line, and notes on what went wrong without failing the request. */
  note: (facts: Partial<Pick<RequestLine, 'conversationSid' | 'taskSid'>> & { problem?: string }) => void;
}

export interface FunctionDefinition<Schema extends v.GenericSchema, Allow extends readonly Proof[]> {
  /** Who may call. */
  allow: Allow;
  input: Schema;
  /** For clients that cannot name their site. */
  siteByOrigin?: boolean;
  /** Milliseconds, where it must be less than 8 s. */
  deadlineMs?: number;
  /** Its result is the JSON body; of a TwimlAnswer, the XML. */
  run: (run: Run<v.InferOutput<Schema>, Allow[number]['kind']>) => Promise<object>;
}

export type FunctionHandler = ((context: Context, event: object, callback: ServerlessCallback) => Promise<void>) & {
  /** Who may call: read by the test that compares it with the file's suffix and the endpoint table. */
  allow: readonly (CallerKind | 'anyone')[];
};

/**
 * The one adapter between the platform and our use cases. In this order: method, origin, a server's signature,
 * input, who is calling, deadline, the use case, one callback. The first guard that refuses gives the answer its status and code.
 */
export function defineFunction<Schema extends v.GenericSchema, const Allow extends readonly [Proof, ...Proof[]]>(
  definition: FunctionDefinition<Schema, Allow>,
): FunctionHandler {
  const { allow, input: schema, run } = definition;
  const byTwilio = proofOf('twilio', allow) !== undefined;
  const byServer = proofOf('server', allow);
  const pages = (['sites', 'agents'] as const satisfies PagesOf[]).filter((of) =>
    allow.some(({ kind }) => (kind === 'agent') === (of === 'agents')),
  );
  const isForAgents = pages.every((of) => of === 'agents');
  if (byTwilio && allow.length > 1) throw new Error('`byTwilio` stands alone: a signature opens no other door.');

  const handler = async (context: Context, event: object, callback: ServerlessCallback) => {
    const now = Date.now;
    const started = now();
    const line: RequestLine = {
      requestId: randomUUID(),
      function: context.PATH ?? '',
      status: 200,
      code: 'ok',
      milliseconds: 0,
      upstreamCalls: 0,
    };
    const response = new Twilio.Response();
    let contentType = 'application/json';
    response.appendHeader('Cache-Control', 'no-store');
    response.appendHeader('Vary', 'Origin');
    const upstreams: Upstream[] = [];
    // From here on: to learn who is calling may take a request to another server.
    const deadline = new Deadline(definition.deadlineMs ?? REQUEST_MS, now);
    try {
      const config = parseConfig({ ...context });
      const keys = deriveKeys(config);
      const request = readRequest(event, byTwilio);
      const origin = byTwilio ? undefined : request.origin;
      // An agents' desktop can read its refusal as well, and tell whoever sets it up what to add to which variable.
      if (origin !== undefined && isForAgents) response.appendHeader('Access-Control-Allow-Origin', origin);
      checkOrigin(origin, config, pages);
      if (origin !== undefined && !isForAgents) response.appendHeader('Access-Control-Allow-Origin', origin);
      const signed = byServer
        ? byServer.open(request.fields, { secrets: config.SERVER_SECRETS, path: context.PATH ?? '', now: now() })
        : undefined;
      const input = parseInput(schema, signed ?? request.fields);
      const caller = await identifyCaller(allow, input, {
        config,
        keys,
        origin,
        signed: signed !== undefined,
        siteByOrigin: definition.siteByOrigin,
        deadline,
        now: now(),
      });
      const note: Run<unknown, CallerKind>['note'] = ({ problem, ...sids }) => {
        Object.assign(line, sids);
        if (problem) line.notes = [...(line.notes ?? []), problem];
      };
      const partsWithin = (limit: Deadline) => {
        const upstream = new Upstream({ deadline: limit });
        upstreams.push(upstream);
        return createTwilio(upstream, config);
      };
      const twilio = partsWithin(byTwilio ? deadline : deadline.minus(UNDO_MS));
      const undo = partsWithin(deadline);
      const receiver = receiverOf(config);
      const delivery = new Delivery({ twilio: undo, keys, patience, deadline, now, note }, receiver);
      const telling = (parts: TwilioParts): TwilioParts =>
        receiver ? { ...parts, conversations: tellingConversations(parts.conversations, delivery) } : parts;
      const work = run({
        input,
        caller: caller as Extract<Caller, { kind: Allow[number]['kind'] }>,
        config,
        keys,
        twilio: telling(twilio),
        undo: telling(undo),
        deadline,
        delivery,
        now,
        note,
      });
      const result = await work.finally(() => delivery.done());
      if (result instanceof TwimlAnswer) {
        contentType = 'text/xml';
        response.setBody(result.xml);
      } else response.setBody(result);
    } catch (thrown) {
      const error = toRequestError(thrown);
      line.status = error.status;
      line.code = error.code;
      if (error.status >= 500) line.detail = describe(thrown);
      response.setStatusCode(error.status);
      if (error.retryable) {
        response.appendHeader('Retry-After', String(error.retryAfterSeconds));
        response.appendHeader('Access-Control-Expose-Headers', 'Retry-After');
      }
      response.setBody({ error: { code: error.code, message: error.message, requestId: line.requestId } });
    }
    response.appendHeader('Content-Type', contentType);
    line.milliseconds = now() - started;
    line.upstreamCalls = upstreams.reduce((sum, { calls }) => sum + calls, 0);
    logRequest(line);
    callback(null, response);
  };
  return Object.assign(handler, { allow: allow.map(({ kind }) => kind) });
}

function toRequestError(thrown: unknown): RequestError {
  if (thrown instanceof RequestError) return thrown;
  if (thrown instanceof UpstreamError) {
    if (thrown.kind === 'unavailable') return upstreamUnavailable();
    return new RequestError(
      502,
      'upstream_refused',
      'Twilio refused what we asked of it. The log of the Function says what.',
    );
  }
  return new RequestError(500, 'internal_error', 'This is a fault of ours. The log of the Function says more.');
}

function describe(thrown: unknown): string {
  if (thrown instanceof UpstreamError) return `Twilio ${thrown.status} ${thrown.code}: ${thrown.message}`;
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\nCaused by ${String(thrown.cause)}`;
  return (thrown.stack ?? thrown.message) + cause;
}
