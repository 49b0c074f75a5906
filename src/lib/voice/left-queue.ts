import { languageFor, siteCalled, voiceOf, voiceWordsFor } from '../../sites/voice-for';
import { TwimlAnswer } from '../http/twiml-answer';
import { endCall } from '../twilio/voice-twiml';
import type { AgentHandoffInput } from './call-input';

/** QueueResult when an agent had the call, or the caller is gone: https://www.twilio.com/docs/voice/twiml/enqueue#action */
const NOBODY_WAITS: readonly string[] = [
  'bridged',
  'bridging-in-process',
  'redirected',
  'redirected-from-bridged',
  'hangup',
];

/** A call without a flow has left the queue. Without an answer to that, a caller whom nobody took would be cut off in silence. */
export function leftQueue({
  QueueResult,
  language,
  site,
  To,
}: Pick<AgentHandoffInput, 'QueueResult' | 'language' | 'site' | 'To'>): TwimlAnswer {
  if (NOBODY_WAITS.includes(QueueResult)) return new TwimlAnswer(endCall());
  const voice = voiceOf(siteCalled(site, To));
  const { code } = languageFor(voice, language);
  return new TwimlAnswer(endCall({ words: voiceWordsFor(voice, code).callAgain, language: code }));
}
