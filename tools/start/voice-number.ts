import { type PhoneNumber, VOICE_NUMBER } from '../../local-twilio/src/voice/numbers';

/**
 * The number of the voice flow as docs/voice.md sets it up: what stands behind it is an asset, which needs nothing else.
 *
 * @param functionsUrl origin of the Functions
 */
export const voiceNumber = (functionsUrl: string): PhoneNumber => ({
  phoneNumber: VOICE_NUMBER,
  flow: 'voice-relay-to-flex',
  fallback: { url: `https://${new URL(functionsUrl).host}/voice/fallback.xml`, method: 'GET' },
});
