import { voiceOf, voiceWordsFor } from '../../sites/voice-for';
import type { VoiceWords } from '../../words/voice-words';
import { TwimlAnswer } from '../http/twiml-answer';
import type { WorkflowSid } from '../twilio/sids';
import { endCall, enqueueCall, redirectCall } from '../twilio/voice-twiml';
import type { CallStep } from './hand-over-call';

/** How long a caller waits for an agent: as in the flow. */
const WAIT_SECONDS = 300;

/** What a flow gets. */
export interface FlowAnswer {
  next: CallStep['next'];
  /** For Send to Flex: JSON text of at most 1,024 characters. */
  attributes: string;
  attempt: number;
  /** What the caller has to hear first; empty where the bot has said it. */
  say: string;
  /** BCP 47 tag of what is said from here on. */
  language: string;
  /** In that language. */
  words: Pick<VoiceWords, 'toAgent' | 'offerCallBack' | 'callBackPromised' | 'callAgain' | 'goodbye'>;
}

export function flowAnswer({ next, attributes, attempt, site, language, unannounced }: CallStep): FlowAnswer {
  const { toAgent, offerCallBack, callBackPromised, callAgain, goodbye } = voiceWordsFor(voiceOf(site), language);
  return {
    next,
    attributes,
    attempt,
    say: unannounced ? toAgent : '',
    language,
    words: { toAgent, offerCallBack, callBackPromised, callAgain, goodbye },
  };
}

/**
 * The same as TwiML, for a call without a flow.
 *
 * @param workflowSid undefined: none is configured, so there is no agent to be asked, and the caller is told
 */
export function twimlAnswer(
  { next, attributes, attempt, site, language, unannounced }: CallStep,
  domainName: string,
  workflowSid: WorkflowSid | undefined,
): TwimlAnswer {
  const { toAgent, callAgain } = voiceWordsFor(voiceOf(site), language);
  if (next === 'done') return new TwimlAnswer(endCall());
  if (next === 'reconnect') {
    const query = new URLSearchParams({ attempt: String(attempt), site: site.name, language });
    return new TwimlAnswer(redirectCall(`https://${domainName}/relay-twiml?${query}`));
  }
  if (!workflowSid) return new TwimlAnswer(endCall({ words: callAgain, language }));
  const action = `https://${domainName}/agent-handoff?${new URLSearchParams({ after: 'queue', site: site.name, language })}`;
  const said = unannounced ? { words: toAgent, language } : undefined;
  return new TwimlAnswer(enqueueCall({ workflowSid, action, attributes, timeout: WAIT_SECONDS }, said));
}
