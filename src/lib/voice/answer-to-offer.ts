import * as v from 'valibot';
import { TwimlAnswer } from '../http/twiml-answer';
import { CallSid } from '../twilio/sids';
import { endCall } from '../twilio/voice-twiml';
import { type CallBackContext, callBack } from './call-back';
import type { AgentHandoffInput } from './call-input';
import { spokenTo } from './left-queue';
import { meansYes } from './means-yes';

type Answered = Pick<AgentHandoffInput, 'CallSid' | 'From' | 'To' | 'site' | 'language' | 'Digits' | 'SpeechResult'>;

/** The caller was asked whether to call them back. What cannot be kept is not promised. */
export async function answerToOffer(context: CallBackContext, answered: Answered): Promise<TwimlAnswer> {
  const { language, words } = spokenTo(answered);
  const say = (text: string) => new TwimlAnswer(endCall({ words: text, language }));
  if (answered.Digits !== '1' && !meansYes(answered.SpeechResult)) return say(words.goodbye);
  const callSid = v.safeParse(CallSid, answered.CallSid);
  if (!callSid.success) return say(words.callAgain);
  const { From, To, site } = answered;
  try {
    const { state } = await callBack(context, { CallSid: callSid.output, From, To, site, language, note: '' });
    return say(state === 'asked' ? words.callBackPromised : words.callAgain);
  } catch (error) {
    context.note({ problem: `Nobody will call ${callSid.output} back: ${(error as Error).message}` });
    return say(words.callAgain);
  }
}
