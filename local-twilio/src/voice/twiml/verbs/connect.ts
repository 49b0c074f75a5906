import { connectRelay, type RelayEnd } from '../../conversation-relay/relay-line';
import { RelaySettingError, readRelaySettings } from '../../conversation-relay/relay-settings';
import type { Turn } from '../../line';
import type { LiveCall } from '../../live-call';
import { relayProblem } from '../../relay-voices';
import { type TwimlElement, TwimlError } from '../parse-twiml';
import { type MakeVerb, resultTo, type VerbCall, type VerbParts } from '../verb';

/** https://www.twilio.com/docs/api/errors/64101 */
const INVALID_VOICE = 64101;

/** The caller talks with an application over its WebSocket: https://www.twilio.com/docs/voice/conversationrelay */
export const connect: MakeVerb = (parts) => async (call) => {
  const [noun, ...more] = call.element.children;
  if (noun?.name !== 'ConversationRelay' || more.length > 0)
    throw new TwimlError('the local Twilio plays <Connect> with one <ConversationRelay> alone');
  const problem = relayProblem(noun);
  if (problem) {
    parts.kernel.say(`Voice: error ${INVALID_VOICE}: ${problem}`);
    if (parts.kernel.assumptions.relayInvalidVoiceEndsCall) return { kind: 'hangUp' };
    return resultTo(call, { SessionStatus: 'failed', ErrorCode: String(INVALID_VOICE), ErrorMessage: problem });
  }
  return resultTo(call, parametersOf(await talk(parts, call, noun)));
};

function parametersOf(end: RelayEnd): Record<string, string> {
  return {
    SessionId: end.sessionId,
    SessionStatus: end.sessionStatus,
    SessionDuration: String(Math.round(end.durationSeconds)),
    ...(end.handoffData !== undefined && { HandoffData: end.handoffData }),
    ...(end.errorCode !== undefined && { ErrorCode: String(end.errorCode), ErrorMessage: end.errorMessage ?? '' }),
  };
}

/** Until the session is over. */
function talk({ kernel, pace }: VerbParts, { live, signal }: VerbCall, noun: TwimlElement): Promise<RelayEnd> {
  const { account, assumptions, say } = kernel;
  const { url = '' } = noun.attributes;
  const relay = connectRelay({
    url: reachable(url),
    signedUrl: url,
    authToken: account.authToken,
    setup: setupOf(live, account.accountSid),
    customParameters: parametersIn(noun),
    settings: settingsOf(noun),
    speech: pace,
    assumptions,
  });
  live.relays.add(relay);
  let turn: Turn | undefined;
  relay.on('spoke', ({ text, lang }) => {
    turn ??= live.line.turn('bot', lang);
    turn.heard(text);
  });
  relay.on('turn', ({ heard, whole, text }) => {
    if (heard !== '') turn?.heard(heard);
    turn?.end(whole || text === heard ? 'said' : 'interrupted');
    turn = undefined;
  });
  relay.on('play', ({ source }) => live.line.play(source));
  relay.on('digits', (digits) => live.line.tones(digits));
  relay.on('invalid', ({ message, fault }) => say(`Voice: error 64107, the relay sent ${message}: ${fault}`));

  const speech = (text: string, { partial, language }: { partial: boolean; language?: string }) => {
    if (partial) void relay.interrupt();
    else void relay.say(text, { partials: true, ...(language && { language }) });
  };
  const digit = (pressed: string) => void relay.digit(pressed);
  const gone = () => relay.hangUp();
  live.line.on('speech', speech);
  live.line.on('digit', digit);
  signal.addEventListener('abort', gone);
  return new Promise((resolve) => {
    relay.on('ended', (end) => {
      live.relays.delete(relay);
      live.line.off('speech', speech);
      live.line.off('digit', digit);
      signal.removeEventListener('abort', gone);
      turn?.end('interrupted');
      resolve(end);
    });
  });
}

function settingsOf({ attributes }: TwimlElement) {
  try {
    return readRelaySettings(attributes);
  } catch (error) {
    if (error instanceof RelaySettingError) throw new TwimlError(error.message);
    throw error;
  }
}

/** Twilio takes wss:// alone. There is no TLS on a laptop, and what is signed is the address of the TwiML. */
function reachable(url: string): string {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
  const isHere = hostname === '127.0.0.1' || hostname === 'localhost';
  if (protocol !== 'wss:' && !(isHere && protocol === 'ws:'))
    throw new TwimlError(`url of <ConversationRelay> must begin with wss://, not "${url}"`);
  return isHere ? url.replace(/^wss:/, 'ws:') : url;
}

const parametersIn = ({ children }: TwimlElement): Record<string, string> =>
  Object.fromEntries(
    children
      .filter(({ name }) => name === 'Parameter')
      .map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']),
  );

const setupOf = ({ call }: LiveCall, accountSid: string) => ({
  accountSid,
  callSid: call.sid,
  from: call.from,
  to: call.to,
  direction: call.direction,
});
