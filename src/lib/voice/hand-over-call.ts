import type { Site } from '../../sites/site';
import { languageFor, siteCalled, voiceOf } from '../../sites/voice-for';
import type { TaskFacts } from '../handoff/task-attributes';
import { fitNote } from '../handoff-note/fit-note';
import type { HandoffNote } from '../handoff-note/handoff-note';
import { type NoteRecords, transcriptOf } from '../handoff-note/note-record';
import { salvageNote } from '../handoff-note/salvage-note';
import { shortenText } from '../handoff-note/shorten-text';
import type { CallSid } from '../twilio/sids';
import type { AgentHandoffInput } from './call-input';
import { type WhatNext, whatNext } from './what-next';

export interface HandOverCall {
  records: NoteRecords;
  /** What was spoken, as the relay has kept it. */
  spokenLanguage: (callSid: string) => Promise<string | undefined>;
  /** The contract of a task's attributes. */
  taskAttributes: (facts: TaskFacts) => string;
  /** Further sessions at the relay that one call may have. */
  reconnects: number;
  note: (facts: { problem: string }) => void;
}

export interface CallStep {
  next: WhatNext['next'];
  /** JSON text of the task's attributes; empty where no agent is asked. */
  attributes: string;
  /** Of the session that is to come. */
  attempt: number;
  site: Site;
  /** BCP 47 tag, for words to the caller. */
  language: string;
  /** The bot is lost: nobody has told the caller that an agent comes. */
  unannounced: boolean;
}

/**
 * A session at the relay is over. What the bot told is kept for the agent, also of a caller who has hung up; then the
 * call goes on. It never fails: where Sync does not answer, the agent gets what fits into the task. The same request has
 * the same answer, and of two sessions of a call the later one is told.
 */
export async function handOverCall(context: HandOverCall, input: AgentHandoffInput): Promise<CallStep> {
  const site = siteCalled(input.site, input.To);
  const step = whatNext(input, context.reconnects);
  const note = await keptNote(context, input, step);
  const language = languageFor(voiceOf(site), note?.language ?? input.language).code;
  return {
    next: step.next,
    attributes: step.next === 'agent' ? attributesOf(context, input, note ?? botFailed(input), site, language) : '',
    attempt: step.next === 'reconnect' ? input.attempt + 1 : input.attempt,
    site,
    language,
    unannounced: step.next === 'agent' && step.because === 'lost',
  };
}

/** What the bot told with this request, or told before; undefined where it has told nothing and nobody asks. */
async function keptNote(
  context: HandOverCall,
  input: AgentHandoffInput,
  step: WhatNext,
): Promise<HandoffNote | undefined> {
  const told = input.HandoffData === '' ? undefined : toldNote(context, input);
  if (input.CallSid === '' || (!told && step.next !== 'agent')) return told;
  return store(context, input, told).catch((error: Error) => {
    context.note({ problem: `The note is not kept: ${error.message}` });
    return told;
  });
}

function toldNote({ note: log }: HandOverCall, { CallSid, HandoffData }: AgentHandoffInput): HandoffNote {
  const transcript = CallSid === '' ? {} : { transcript: transcriptOf(CallSid) };
  const { note, problem } = salvageNote(HandoffData, { channel: 'voice', ...transcript });
  if (problem) log({ problem });
  return fitNote(note);
}

/** A repeat finds what the first request has kept; what a later session tells takes the place of it. */
async function store(
  { records, spokenLanguage }: HandOverCall,
  input: AgentHandoffInput,
  told: HandoffNote | undefined,
): Promise<HandoffNote> {
  const { CallSid, SessionId } = input;
  const note = told ?? botFailed(input, await spokenLanguage(CallSid));
  const held = await records.createOrRead(CallSid, { note, sessionId: SessionId });
  if (held.created || !told || held.value.sessionId === SessionId) return held.value.note;
  const replaced = await records.replace(CallSid, { note, sessionId: SessionId }, held.revision);
  return replaced ? note : ((await records.read(CallSid))?.value.note ?? note);
}

/** A number; an address of SIP may be longer. */
const ADDRESS_LENGTH = 64;

const botFailed = ({ CallSid }: AgentHandoffInput, language?: string): HandoffNote => ({
  reasonCode: 'bot-failed',
  channel: 'voice',
  ...(language && { language }),
  ...(CallSid !== '' && { transcript: transcriptOf(CallSid) }),
});

function attributesOf(
  { taskAttributes }: HandOverCall,
  { CallSid, From }: AgentHandoffInput,
  note: HandoffNote,
  site: Site,
  language: string,
): string {
  const { reasonCode, reason, topic = '', summary, sentiment } = note;
  return taskAttributes({
    callSid: CallSid as CallSid,
    channelType: 'voice',
    site: site.name,
    language: note.language ?? language,
    topic,
    verified: false,
    name: From || undefined,
    identity: shortenText(From, ADDRESS_LENGTH),
    messageLeft: false,
    preEngagement: {},
    reasonCode,
    reason,
    summary,
    sentiment,
  });
}
