import * as v from 'valibot';
import { HandoffNote } from '../handoff-note/handoff-note';
import type { TwilioParts } from '../twilio/twilio';

/** As far as we read it, what the relay keeps of a call in `call.<CallSid>`. */
const SavedCall = v.object({ call: v.object({ language: v.unwrap(HandoffNote.entries.language) }) });

/** What the bot and the caller spoke, where the bot can no longer say so; undefined where the relay keeps nothing in Sync. */
export async function spokenLanguage(
  sync: Pick<TwilioParts['sync'], 'fetch'>,
  callSid: string,
): Promise<string | undefined> {
  const saved = v.safeParse(SavedCall, (await sync.fetch(`call.${callSid}`))?.data);
  return saved.success ? saved.output.call.language : undefined;
}
