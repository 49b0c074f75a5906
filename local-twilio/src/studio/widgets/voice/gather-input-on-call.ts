import type { CallReturn } from '../../../ports';
import type { MakeWidget, Taken, WidgetCall, WidgetParts } from '../../widget';
import { runOnCall, unexpectedReturn } from './run-on-call';
import { speech } from './speech';
import { element, response } from './twiml';

/** https://www.twilio.com/docs/studio/widget-library/gather-input-call */
export const gatherInputOnCall: MakeWidget = (parts) => (call) => {
  const words = speech(call);
  const gather = element('Gather', attributes(parts, call), ...(words ? [words] : []));
  return runOnCall(parts, call, response(gather), (returned) =>
    returned.why === 'flow' ? unexpectedReturn(call, returned) : taken(returned),
  );
};

function taken({ why, parameters }: CallReturn): Taken {
  if (why === 'answer' && parameters.Digits) return { event: 'keypress', outputs: parameters };
  if (why === 'answer' && parameters.SpeechResult) return { event: 'speech', outputs: parameters };
  return { event: 'timeout' };
}

/** https://www.twilio.com/docs/voice/twiml/gather#gather-attributes */
function attributes({ kernel }: WidgetParts, { state, render }: WidgetCall) {
  const { properties } = state;
  const isWired = state.transitions.some(({ event, next }) => event === 'speech' && next);
  const listens = isWired || kernel.assumptions.gatherAlwaysListens;
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
  return {
    input: listens ? 'dtmf speech' : 'dtmf',
    timeout: number(properties.timeout),
    numDigits: properties.stop_gather === true ? number(properties.number_of_digits) : undefined,
    finishOnKey: render(properties.finish_on_key),
    ...(listens && {
      language: render(properties.gather_language),
      hints: render(properties.hints),
      speechTimeout: render(properties.speech_timeout),
      speechModel: render(properties.speech_model),
      profanityFilter: render(properties.profanity_filter),
    }),
  };
}
