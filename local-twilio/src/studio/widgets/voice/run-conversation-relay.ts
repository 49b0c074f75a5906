import type { CallReturn } from '../../../ports';
import type { MakeWidget, Taken, WidgetCall } from '../../widget';
import { keyValues } from '../key-values';
import { runOnCall, unexpectedReturn } from './run-on-call';
import { element, response } from './twiml';

/** Property → attribute: https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#conversationrelay-attributes */
const ATTRIBUTES: readonly [property: string, attribute: string][] = [
  ['url', 'url'],
  ['welcome_greeting', 'welcomeGreeting'],
  ['welcome_greeting_interruptible', 'welcomeGreetingInterruptible'],
  ['tts_provider', 'ttsProvider'],
  ['voice', 'voice'],
  ['language', 'language'],
  ['tts_language', 'ttsLanguage'],
  ['transcription_provider', 'transcriptionProvider'],
  ['transcription_language', 'transcriptionLanguage'],
  ['speech_model', 'speechModel'],
  ['dtmf_detection', 'dtmfDetection'],
  ['interruptible', 'interruptible'],
  ['hints', 'hints'],
];

/** https://www.twilio.com/docs/studio/widget-library/run-conversationrelay */
export const runConversationRelay: MakeWidget = (parts) => (call) =>
  runOnCall(parts, call, response(element('Connect', {}, relay(call))), (returned) => {
    if (returned.why === 'flow') return unexpectedReturn(call, returned);
    const { relayWidgetFailsWhenLost } = parts.kernel.assumptions;
    return taken(returned, relayWidgetFailsWhenLost);
  });

function relay({ state, render }: WidgetCall) {
  const attributes = ATTRIBUTES.map(([property, attribute]) => [attribute, render(state.properties[property])]);
  const parameters = keyValues(state.properties.parameters).map(({ key, value }) =>
    element('Parameter', { name: key, value: render(value) }),
  );
  return element('ConversationRelay', Object.fromEntries(attributes), ...parameters);
}

function taken({ parameters }: CallReturn, failsWhenLost: boolean): Taken {
  const isLost = parameters.SessionStatus === 'failed' || parameters.SessionStatus === undefined;
  return { event: isLost && failsWhenLost ? 'failed' : 'success', outputs: parameters };
}
