import { Documents } from '../state/documents';
import type { TwilioParts } from '../twilio/twilio';

/**
 * That a call was just taken from its bot: whoever asks again must not take it from an agent. False while somebody is
 * about to.
 */
export type HandedOverCalls = Documents<{ handedOver: boolean }>;

/** Longer than a server repeats a request; afterwards the call may be with a bot again. */
const TTL_SECONDS = 600;

export const handedOverCalls = (sync: TwilioParts['sync'], now: () => number): HandedOverCalls =>
  new Documents<{ handedOver: boolean }>(sync, (callSid) => `call-handoff.${callSid}`, TTL_SECONDS, now);
