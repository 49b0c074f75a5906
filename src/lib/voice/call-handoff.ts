import * as v from 'valibot';
import type { Config } from '../config';
import { fitNote } from '../handoff-note/fit-note';
import { HandoffNote } from '../handoff-note/handoff-note';
import { type NoteRecords, transcriptOf } from '../handoff-note/note-record';
import { noLongerThan } from '../http/no-longer-than';
import { CallSid, FlowSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { redirectCall } from '../twilio/voice-twiml';
import { afterwards } from './afterwards';

export const CallHandoffInput = v.strictObject({
  callSid: CallSid,
  /** The flow that connected the call to the bot, and waits for its return; absent: /agent-handoff goes on. */
  flowSid: v.optional(FlowSid),
  /** Absent: the site that has the number called. */
  site: v.optional(v.pipe(v.string(), v.maxLength(64))),
  note: v.optional(v.omit(HandoffNote, ['channel', 'transcript']), { reasonCode: 'customer-asked' }),
});

export type CallHandoffInput = v.InferOutput<typeof CallHandoffInput>;

export interface CallHandoff {
  twilio: Pick<TwilioParts, 'calls'>;
  records: NoteRecords;
  config: Pick<Config, 'ACCOUNT_SID' | 'DOMAIN_NAME'>;
  note: (facts: { problem: string }) => void;
}

/** What is left of the request belongs to the call. */
const SYNC_MS = 2500;

/** `over`: the caller hung up before. */
export interface CallHandoffAnswer {
  state: 'handed_over' | 'over';
}

/**
 * For bots that do not end their session with HandoffData: takes the call away from them by REST, in the middle of a
 * sentence if need be. The note is kept, and whoever goes on with the call finds it.
 */
export async function callHandoff(
  { twilio, records, config, note: log }: CallHandoff,
  { callSid, flowSid, site = '', note: told }: CallHandoffInput,
): Promise<CallHandoffAnswer> {
  const note = fitNote({ ...told, channel: 'voice', transcript: transcriptOf(callSid) });
  await noLongerThan(SYNC_MS, keep(records, callSid, note)).catch((error: Error) =>
    log({ problem: `The note is not kept: ${error.message}` }),
  );
  const twiml = redirectCall(afterwards(config, { flow: flowSid ?? '', attempt: 0, site }));
  return { state: (await twilio.calls.update(callSid, twiml)) ? 'handed_over' : 'over' };
}

async function keep(records: NoteRecords, callSid: CallSid, note: HandoffNote): Promise<void> {
  const held = await records.createOrRead(callSid, { note, sessionId: '' });
  if (!held.created) await records.replace(callSid, { note, sessionId: '' }, held.revision);
}
