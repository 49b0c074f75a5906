import * as v from 'valibot';
import type { Config } from '../config';
import { fitNote } from '../handoff-note/fit-note';
import { HandoffNote } from '../handoff-note/handoff-note';
import { type NoteRecords, transcriptOf } from '../handoff-note/note-record';
import type { Deadline } from '../http/deadline';
import { noLongerThan } from '../http/no-longer-than';
import { CallSid, FlowSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { redirectCall } from '../twilio/voice-twiml';
import { afterwards } from './afterwards';
import type { HandedOverCalls } from './handed-over-calls';

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
  handedOver: HandedOverCalls;
  config: Pick<Config, 'ACCOUNT_SID' | 'DOMAIN_NAME'>;
  deadline: Pick<Deadline, 'remaining'>;
  pause: (milliseconds: number) => Promise<unknown>;
  note: (facts: { problem: string }) => void;
}

/** What is left of the request belongs to the call. */
const SYNC_MS = 2500;
const LOOK_AFTER_MS = [300, 900, 1800];
/** For the redirect itself, after whoever claimed it was waited for. */
const REDIRECT_MS = 3500;

/** `over`: the caller hung up before. */
export interface CallHandoffAnswer {
  state: 'handed_over' | 'over';
}

/**
 * For bots that do not end their session with HandoffData: takes the call away from them by REST, in the middle of a
 * sentence if need be. The note is kept, and whoever goes on with the call finds it. A repeat within ten minutes leaves the
 * call where it is: with an agent, perhaps.
 *
 * @throws UpstreamError
 */
export async function callHandoff(
  { twilio, records, handedOver, config, deadline, pause, note: log }: CallHandoff,
  { callSid, flowSid, site = '', note: told }: CallHandoffInput,
): Promise<CallHandoffAnswer> {
  const note = fitNote({ ...told, channel: 'voice', transcript: transcriptOf(callSid) });
  const inTime = <Result>(work: Promise<Result>, without: string) =>
    noLongerThan(SYNC_MS, work).catch((error: Error) => {
      log({ problem: `${without}: ${error.message}` });
      return undefined;
    });
  const isDoneByAnother = async () => {
    for (const milliseconds of LOOK_AFTER_MS) {
      if (deadline.remaining() < milliseconds + REDIRECT_MS) return false;
      await pause(milliseconds);
      const theirs = await inTime(handedOver.read(callSid), 'Whether another request hands the call over is not known');
      if (theirs?.value.handedOver) return true;
    }
    return false;
  };
  const [, claim] = await Promise.all([
    inTime(keep(records, callSid, note), 'The note is not kept'),
    inTime(handedOver.createOrRead(callSid, { handedOver: false }), 'A repeat would hand the call over again'),
  ]);
  if (claim?.value.handedOver) return { state: 'handed_over' };
  if (claim && !claim.created && (await isDoneByAnother())) return { state: 'handed_over' };
  const twiml = redirectCall(afterwards(config, { flow: flowSid ?? '', attempt: 0, site }));
  if (!(await twilio.calls.update(callSid, twiml))) return { state: 'over' };
  if (claim) {
    const done = handedOver.replace(callSid, { handedOver: true }, claim.revision);
    await inTime(done, 'A repeat would hand the call over again');
  }
  return { state: 'handed_over' };
}

async function keep(records: NoteRecords, callSid: CallSid, note: HandoffNote): Promise<void> {
  const held = await records.createOrRead(callSid, { note, sessionId: '' });
  if (!held.created) await records.replace(callSid, { note, sessionId: '' }, held.revision);
}
