import * as v from 'valibot';
import { languageFor, siteCalled, voiceOf } from '../../sites/voice-for';
import type { TaskFacts } from '../handoff/task-attributes';
import type { HandoffNote } from '../handoff-note/handoff-note';
import type { NoteRecords } from '../handoff-note/note-record';
import { salvageNote } from '../handoff-note/salvage-note';
import { shortenText } from '../handoff-note/shorten-text';
import type { Deadline } from '../http/deadline';
import { configInvalid } from '../http/errors';
import { noLongerThan } from '../http/no-longer-than';
import { CallSid, type WorkflowSid } from '../twilio/sids';
import type { Task } from '../twilio/tasks';
import type { TwilioParts } from '../twilio/twilio';
import type { CallBackClaims } from './call-back-claims';

export const CallBackInput = v.object({
  CallSid,
  /** Who calls, and is called back. */
  From: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(256)), ''),
  /** The number of ours that was called. */
  To: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(256)), ''),
  site: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
  /** In which the caller was asked, where the bot has not said which they speak: a BCP 47 tag. */
  language: v.optional(v.pipe(v.string(), v.maxLength(35)), ''),
  /** HandoffData of the bot, where /agent-handoff could not be reached. */
  note: v.optional(v.string(), ''),
});

export type CallBackInput = v.InferOutput<typeof CallBackInput>;

export interface CallBackContext {
  twilio: Pick<TwilioParts, 'tasks'>;
  claims: CallBackClaims;
  notes: NoteRecords;
  taskAttributes: (facts: TaskFacts) => string;
  workflowSid: WorkflowSid | undefined;
  deadline: Pick<Deadline, 'remaining'>;
  pause: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since 1970. */
  now: () => number;
  note: (facts: { problem: string }) => void;
}

/** `no_number`: the caller hid it, and nobody could call them back. */
export type CallBackAnswer = { state: 'asked'; taskSid: string } | { state: 'no_number' };

/** As https://github.com/twilio-professional-services/flex-project-template has it: agents call back while they take calls. */
const TASK_CHANNEL = 'voice';
const TASK_SECONDS = 24 * 3600;
/** A number, or an address of SIP: no name such as `anonymous`. */
const CALLABLE = /^(\+[1-9]\d{4,14}|sip:[\w.+-]{1,30}@[\w.-]{1,30})$/;
/** Who hides theirs, on the keys of a phone: RESTRICTED, BLOCKED, UNKNOWN, ANONYMOUS, UNAVAILABLE. */
const HIDDEN: readonly string[] = ['+7378742833', '+2562533', '+8656696', '+266696687', '+86282452253'];
const LOOK_AFTER_MS = [300, 900, 1800];
/** The caller is on the line, and the time belongs to TaskRouter: only that has to answer. */
const SYNC_MS = 1500;
/** For the note and the task itself, after whoever claimed it was waited for. */
const MAKING_MS = 3500;

export const canBeCalledBack = (number: string): boolean => CALLABLE.test(number) && !HIDDEN.includes(number);

/**
 * A caller whom nobody could take wants to be called back: one task for an agent, however often the flow asks.
 *
 * @throws RequestError 500 config_invalid; UpstreamError
 */
export async function callBack(context: CallBackContext, input: CallBackInput): Promise<CallBackAnswer> {
  const { workflowSid, twilio } = context;
  if (!canBeCalledBack(input.From)) return { state: 'no_number' };
  if (!workflowSid) throw configInvalid('TASKROUTER_WORKFLOW_SID is missing, and /studio/call-back needs it.');
  const [isOurs, found] = await Promise.all([claim(context, input.CallSid), existing(context, input.CallSid)]);
  if (found) return asked(found);
  if (!isOurs) {
    for (const milliseconds of LOOK_AFTER_MS) {
      if (context.deadline.remaining() < milliseconds + MAKING_MS) break;
      await context.pause(milliseconds);
      const theirs = await existing(context, input.CallSid);
      if (theirs) return asked(theirs);
    }
  }
  const attributes = attributesOf(context, input, await knownNote(context, input));
  const wanted = { workflowSid, taskChannel: TASK_CHANNEL, attributes, timeout: TASK_SECONDS };
  try {
    return asked(await twilio.tasks.create(wanted));
  } catch (error) {
    // Perhaps it is there, and only the answer was lost.
    const made = await existing(context, input.CallSid);
    if (made) return asked(made);
    throw error;
  }
}

const asked = ({ sid }: Task): CallBackAnswer => ({ state: 'asked', taskSid: sid });

/** Without Sync two tasks are better than none. */
function claim({ claims, note }: CallBackContext, callSid: CallSid): Promise<boolean> {
  return noLongerThan(SYNC_MS, claims.createOrRead(callSid, { claimed: true })).then(
    ({ created }) => created,
    (error: Error) => {
      note({ problem: `Nothing keeps a second task from being made: ${error.message}` });
      return true;
    },
  );
}

async function existing({ twilio, note }: CallBackContext, callSid: CallSid): Promise<Task | undefined> {
  const tasks = await twilio.tasks.callingBack(callSid).catch((error: Error): Task[] => {
    note({ problem: `Whether there is a task already is not known: ${error.message}` });
    return [];
  });
  return tasks.find(({ status }) => status !== 'completed' && status !== 'canceled') ?? tasks[0];
}

async function knownNote({ notes, note }: CallBackContext, input: CallBackInput): Promise<HandoffNote | undefined> {
  const kept = await noLongerThan(SYNC_MS, notes.read(input.CallSid)).catch((error: Error) => {
    note({ problem: `The note is not known: ${error.message}` });
    return undefined;
  });
  if (kept) return kept.value.note;
  return input.note === '' ? undefined : salvageNote(input.note, { channel: 'voice' }).note;
}

function attributesOf(
  { taskAttributes, now }: CallBackContext,
  { CallSid: callSid, From, To, site: named, language }: CallBackInput,
  note: HandoffNote | undefined,
): string {
  const site = siteCalled(named, To);
  return taskAttributes({
    callSid,
    channelType: 'voice',
    site: site.name,
    language: note?.language ?? languageFor(voiceOf(site), language).code,
    topic: note?.topic ?? '',
    verified: false,
    name: From,
    identity: From,
    messageLeft: false,
    preEngagement: {},
    reasonCode: note?.reasonCode,
    reason: note?.reason,
    summary: note?.summary,
    sentiment: note?.sentiment,
    callBack: {
      numberToCall: From,
      numberToCallFrom: shortenText(To, 64),
      attempts: 0,
      utcDateTimeReceived: new Date(now()).toISOString(),
    },
  });
}
