import { seededSid } from '../account/sids';
import type { CallAddress } from './call';

/** A phone number of the account, and who answers when it is called: a flow, or an address that gives TwiML. */
export interface PhoneNumber {
  /** E.164. */
  phoneNumber: string;
  /** Friendly name of a Studio flow; it goes before `voice`. */
  flow?: string;
  voice?: CallAddress;
  /** Asked when TwiML can't be had or read. */
  fallback?: CallAddress;
}

/** The number that Twilio's test credentials take as valid: https://www.twilio.com/docs/iam/test-credentials */
export const VOICE_NUMBER = '+15005550006';

/** Calls reach the flow. */
export const SEEDED_NUMBERS: PhoneNumber[] = [{ phoneNumber: VOICE_NUMBER, flow: 'voice-relay-to-flex' }];

export const phoneNumberSid = (phoneNumber: string): string => seededSid('PN', phoneNumber);
