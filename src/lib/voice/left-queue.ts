import { languageFor, siteCalled, voiceOf, voiceWordsFor } from '../../sites/voice-for';
import { TwimlAnswer } from '../http/twiml-answer';
import { askCaller, endCall } from '../twilio/voice-twiml';
import { canBeCalledBack } from './call-back';
import type { AgentHandoffInput } from './call-input';

/** QueueResult when an agent had the call, or the caller is gone: https://www.twilio.com/docs/voice/twiml/enqueue#action */
const NOBODY_WAITS: readonly string[] = [
  'bridged',
  'bridging-in-process',
  'redirected',
  'redirected-from-bridged',
  'hangup',
];

type Left = Pick<AgentHandoffInput, 'QueueResult' | 'From' | 'To' | 'language' | 'site'>;

/**
 * A call waits for an agent no longer. Without an answer to that, a caller whom nobody took would be cut off in silence:
 * they are asked whether to call them back.
 */
export function leftQueue(left: Left, domainName: string): TwimlAnswer {
  if (NOBODY_WAITS.includes(left.QueueResult)) return new TwimlAnswer(endCall());
  const { site, language, words } = spokenTo(left);
  if (!canBeCalledBack(left.From)) return new TwimlAnswer(endCall({ words: words.callAgain, language }));
  const action = `https://${domainName}/agent-handoff?${new URLSearchParams({ after: 'offer', site, language })}`;
  return new TwimlAnswer(
    askCaller({ words: words.offerCallBack, language, action }, { words: words.goodbye, language }),
  );
}

/** What is said to this caller, and in which language. */
export function spokenTo({ site: named, To, language }: Pick<Left, 'site' | 'To' | 'language'>) {
  const site = siteCalled(named, To);
  const voice = voiceOf(site);
  const { code } = languageFor(voice, language);
  return { site: site.name, language: code, words: voiceWordsFor(voice, code) };
}
