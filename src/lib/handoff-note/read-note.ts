import * as v from 'valibot';
import { handoffRecords } from '../handoff/handoff-record';
import { forbidden, RequestError } from '../http/errors';
import { TaskSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { HandoffNote } from './handoff-note';
import { noteRecords, transcriptOf } from './note-record';

export const HandoffNoteInput = v.strictObject({
  flexToken: v.pipe(v.string(), v.maxLength(8192)),
  taskSid: TaskSid,
});

const Line = v.object({
  /** ISO 8601. */
  at: v.string(),
  who: v.picklist(['caller', 'bot']),
  text: v.string(),
});

export interface NoteAnswer {
  /** What the bot told; empty where it told nothing. */
  note: Partial<HandoffNote>;
  /** Oldest first; of a chat it stands in the conversation. */
  transcript: v.InferOutput<typeof Line>[];
}

export interface ReadNote {
  twilio: Pick<TwilioParts, 'sync' | 'tasks'>;
  /** HANDOFF_NOTE_DAYS */
  days: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Lines of a transcript that an agent is shown: the last ones of a very long call. */
const LINES = 500;
const REFERENCE = /^(handoff-note\.(?<call>CA[0-9a-fA-F]{32})|handoff\.(?<conversation>CH[0-9a-fA-F]{32}))$/;

/**
 * What a bot told the agent who holds a task, or to whom it is just offered. Nobody else may read it.
 *
 * @throws RequestError 403 task_not_held, 404 task_unknown
 */
export async function readNote(
  { twilio, days, now }: ReadNote,
  workerSid: string,
  taskSid: TaskSid,
): Promise<NoteAnswer> {
  const [task, isHeld] = await Promise.all([twilio.tasks.fetch(taskSid), twilio.tasks.isHeldBy(taskSid, workerSid)]);
  if (!task) throw new RequestError(404, 'task_unknown', 'There is no such task, or not any more.');
  if (!isHeld)
    throw forbidden('task_not_held', 'Only the agent to whom this task is offered, or who has it, may read this.');
  const { call, conversation } = REFERENCE.exec(String(task.attributes.handoffRef))?.groups ?? {};
  if (call) {
    const [kept, transcript] = await Promise.all([
      noteRecords(twilio.sync, days, now).read(call),
      linesOf(twilio.sync, transcriptOf(call)),
    ]);
    return { note: kept?.value.note ?? {}, transcript };
  }
  const note = conversation ? await noteOfChat(twilio.sync, conversation, now) : {};
  return { note, transcript: note.transcript ? await linesOf(twilio.sync, note.transcript) : [] };
}

/** Of a chat that a flow handed over there is none: the customer wrote to nobody else. */
async function noteOfChat(
  sync: TwilioParts['sync'],
  conversationSid: string,
  now: () => number,
): Promise<Partial<HandoffNote>> {
  const record = (await handoffRecords(sync, now).read(conversationSid))?.value;
  if (!record || record.state === 'claimed' || !record.request) return {};
  const { note, summary } = record.request;
  return note ?? (summary ? { summary } : {});
}

async function linesOf(sync: TwilioParts['sync'], list: string): Promise<NoteAnswer['transcript']> {
  const items = await sync.items(list, LINES);
  return items.flatMap((item) => {
    const line = v.safeParse(Line, item);
    return line.success ? [line.output] : [];
  });
}
