import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';

/** The attributes of `<ConversationRelay>`, spelled as Twilio's documentation spells them; undefined ones are left out. */
export interface ConversationRelay {
  attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  languages: readonly Readonly<Record<string, string | undefined>>[];
  /** They arrive as `customParameters` of the relay's `setup`. */
  parameters: Readonly<Record<string, string>>;
}

/**
 * Connects the call to a relay; `action` is asked what to do when that is over. The helper library's own types spell
 * some attributes in small letters alone and lack others, so elements are added by name.
 * https://www.twilio.com/docs/voice/twiml/connect/conversationrelay
 */
export function connectRelay(action: string, { attributes, languages, parameters }: ConversationRelay): string {
  const response = new VoiceResponse();
  const connect = response.addChild('Connect', { action, method: 'POST' });
  const relay = connect.addChild('ConversationRelay', withoutUndefined(attributes));
  for (const language of languages) relay.addChild('Language', withoutUndefined(language));
  for (const [name, value] of Object.entries(parameters)) relay.addChild('Parameter', { name, value });
  return response.toString();
}

export interface SaidWords {
  words: string;
  /** BCP 47 tag. */
  language: string;
}

export interface QueuedCall {
  workflowSid: string;
  /** Is asked what follows when the call has left the queue, with `QueueResult`. */
  action: string;
  /** JSON text of the task. */
  attributes: string;
  /** Seconds until the task is given up. */
  timeout: number;
}

/** https://www.twilio.com/docs/voice/twiml/enqueue */
export function enqueueCall({ workflowSid, action, attributes, timeout }: QueuedCall, said?: SaidWords): string {
  const response = new VoiceResponse();
  if (said) response.addChild('Say', { language: said.language }).addText(said.words);
  const queue = response.addChild('Enqueue', { workflowSid, action, method: 'POST' });
  queue.addChild('Task', { timeout }).addText(attributes);
  return response.toString();
}

/** https://www.twilio.com/docs/voice/twiml/redirect */
export function redirectCall(url: string): string {
  const response = new VoiceResponse();
  response.addChild('Redirect', { method: 'POST' }).addText(url);
  return response.toString();
}

/** https://www.twilio.com/docs/voice/twiml/hangup */
export function endCall(said?: SaidWords): string {
  const response = new VoiceResponse();
  if (said) response.addChild('Say', { language: said.language }).addText(said.words);
  response.addChild('Hangup', {});
  return response.toString();
}

/** Asks for a key or a word; `action` is told what came, and the other words are said when nothing does. https://www.twilio.com/docs/voice/twiml/gather */
export function askCaller(asked: SaidWords & { action: string }, otherwise: SaidWords): string {
  const { words, language, action } = asked;
  const response = new VoiceResponse();
  const gather = response.addChild('Gather', { input: 'dtmf speech', numDigits: 1, language, action, method: 'POST' });
  gather.addChild('Say', { language }).addText(words);
  response.addChild('Say', { language: otherwise.language }).addText(otherwise.words);
  response.addChild('Hangup', {});
  return response.toString();
}

const withoutUndefined = (attributes: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
