import * as v from 'valibot';
import { codeUnknown } from '../auth/join-code';
import { forbidden } from '../http/errors';
import { mintVideoToken } from '../twilio/access-token';
import { ConversationSid } from '../twilio/sids';
import { changeCall } from './change-call';
import { settleRecording } from './recording';
import { kindOf } from './room-identity';
import type { StoredCall, VideoCall } from './video-call';
import type { VideoContext } from './video-context';
import { checkOpen, type VideoTokenCaller, type Visitor, videoEnded, visitorOf } from './video-visitor';

const text = (maximum: number) => v.optional(v.pipe(v.string(), v.maxLength(maximum)));

export const VideoTokenInput = v.strictObject({
  /** A customer's: any of the three. */
  code: text(64),
  pass: text(2048),
  session: text(4096),
  /** An agent's. */
  flexToken: text(8192),
  conversationSid: v.optional(ConversationSid),
  /** May be recorded. Left out: not asked yet. */
  consent: v.optional(v.boolean()),
});

export type VideoTokenInput = v.InferOutput<typeof VideoTokenInput>;

export type VideoTokenAnswer =
  /** The agent has not started a call yet. */
  | { state: 'waiting'; pollAfterSeconds: number }
  /** The call may be recorded: ask, and send the answer as `consent`. */
  | ({ state: 'consent_needed' } & Common)
  | ({
      state: 'ready';
      token: string;
      /** ISO 8601. */
      tokenExpiresAt: string;
      roomName: string;
      roomSid: string;
    } & Common);

interface Common {
  identity: string;
  /** In place of the code from now on. */
  pass?: string;
  calling: VideoCall['calling'];
  /** Of the chat: whose look the page has. */
  site: string;
  /** BCP 47, of the chat. */
  locale: string;
  /** Everybody is asked whether the call may be recorded. */
  records: boolean;
}

/** People whom the codes of one call let in, one after the other. */
const GUESTS_PER_CALL = 10;
const POLL_SECONDS = 3;

/**
 * An Access Token of one room for whoever may be in it, with an identity that they do not choose.
 *
 * @throws RequestError 400 conversation_required, 403 not_in_conversation, 403 session_needed, 403 code_needed,
 *   403 removed, 403 code_used_up, 404 code_unknown, 409 video_elsewhere, 410 video_ended, 410 conversation_closed,
 *   429 too_many_codes
 */
export async function videoToken(
  context: VideoContext,
  caller: VideoTokenCaller,
  input: VideoTokenInput,
): Promise<VideoTokenAnswer> {
  const visitor = await visitorOf(context, caller, input);
  if (!visitor) return { state: 'waiting', pollAfterSeconds: POLL_SECONDS };
  const { held, identity, pass } = visitor;
  const { config, now } = context;
  checkOpen(held.value, identity, now());
  const { VIDEO_RECORD_BY_DEFAULT: records } = config;
  const { calling, site, locale, letIn, roomName } = held.value;
  const common: Common = { identity, ...(pass && { pass }), calling, site, locale, records };
  const consent = input.consent ?? letIn[identity]?.consents ?? (caller.kind === 'agent' ? true : undefined);
  if (records && consent === undefined) return { state: 'consent_needed', ...common };
  const room = await letVisitorIn(context, visitor, consent ?? false);
  const token = await mintVideoToken(config, { identity, room: roomName }, config.VIDEO_MAX_MINUTES * 60, now());
  return { state: 'ready', ...token, roomName, roomSid: room.value.roomSid ?? '', ...common };
}

/** Writes down who holds a token before there is one; and stops a recording first that they do not consent to. */
async function letVisitorIn(
  context: VideoContext,
  { conversationSid, held, identity, code }: Visitor,
  consents: boolean,
): Promise<StoredCall> {
  const stored = await changeCall(
    context.calls,
    conversationSid,
    (call) => {
      if (call.id !== held.value.id) throw videoEnded();
      checkOpen(call, identity, context.now());
      if (code !== undefined && !call.letIn[identity] && call.code?.text !== code) throw codeUnknown();
      if (call.letIn[identity]?.consents === consents) return call;
      const counts = (one: string) => kindOf(one) === 'guest' && one !== identity && !call.removed.includes(one);
      const guests = Object.keys(call.letIn).filter(counts);
      if (kindOf(identity) === 'guest' && guests.length >= GUESTS_PER_CALL) {
        throw forbidden('code_used_up', 'Too many people have joined by a code. Join from the chat.');
      }
      return { ...call, letIn: { ...call.letIn, [identity]: { consents } } };
    },
    held,
  );
  if (!stored) throw videoEnded();
  return stored.value.recording && !consents ? settleRecording(context, conversationSid, stored) : stored;
}
