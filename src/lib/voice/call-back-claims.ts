import { Documents } from '../state/documents';
import type { TwilioParts } from '../twilio/twilio';

/** That somebody makes the task of a call: so it is made once. */
export type CallBackClaims = Documents<{ claimed: true }>;

/** Longer than a flow lives. */
const TTL_SECONDS = 24 * 3600;

export const callBackClaims = (sync: TwilioParts['sync'], now: () => number): CallBackClaims =>
  new Documents<{ claimed: true }>(sync, (callSid) => `call-back.${callSid}`, TTL_SECONDS, now);
