import { isGone } from './cleanup';
import type { Rig } from './rig';

/** Where the hand-off of a conversation stands, as the Functions keep it in Sync. */
export interface HandoffRecord {
  state: string;
  flowSid: string;
  executionSid: string;
}

/** Undefined: nobody has handed it over. */
export async function handoffOf(rig: Rig, conversationSid: string): Promise<HandoffRecord | undefined> {
  try {
    const { data } = await rig.sync.documents(`handoff.${conversationSid}`).fetch();
    return (data as { value?: HandoffRecord }).value;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
