import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import type { VoiceSettings } from '../../sites/voice-settings';
import { configuration } from '../testing/configuration';
import { plainSid } from '../testing/sid';
import { RelayTwimlInput } from './call-input';
import { readCallPass } from './call-pass';
import { relaySettings, relayTwiml } from './relay-twiml';

const NOW = Date.UTC(2026, 10, 20, 10);
const CALL = plainSid('CA');
const RELAY = { RELAY_URL: 'wss://relay.example/relay', RELAY_SECRET: 'relay-secret-of-thirty-two-letters' };
const WELCOME = 'Hello, and welcome. I am an automated assistant. How can I help you?';

function answer(fields: object = {}, settings: Record<string, unknown> = RELAY, now = NOW) {
  const notes: string[] = [];
  const context = {
    config: configuration(settings),
    now: () => now,
    note: ({ problem }: { problem: string }) => void notes.push(problem),
  };
  const { xml } = relayTwiml(context, v.parse(RelayTwimlInput, { CallSid: CALL, To: '+43150505', ...fields }));
  const [, pass = ''] = /name="pass" value="([^"]*)"/.exec(xml) ?? [];
  return { xml: xml.replace(pass || 'no pass', 'PASS'), pass, notes };
}

/** The voice of the site "default", as long as the test lasts. */
function speaking(voice: VoiceSettings) {
  jest.replaceProperty(defaultSite, 'voice', voice);
}

afterEach(() => jest.restoreAllMocks());

const LANGUAGES = '<Language code="en-US"/><Language code="de-DE"/><Language code="es-ES"/><Language code="fr-FR"/>';
const PASS = '<Parameter name="pass" value="PASS"/>';
const XML = '<?xml version="1.0" encoding="UTF-8"?>';

test('README example: a call begins', () => {
  expect(answer().xml).toBe(
    `${XML}<Response><Connect action="https://handoff-1234-dev.twil.io/agent-handoff?attempt=0&amp;site=default" method="POST">` +
      `<ConversationRelay url="wss://relay.example/relay" welcomeGreeting="${WELCOME}" welcomeGreetingInterruptible="any" ` +
      'language="en-US" interruptible="any" dtmfDetection="true" events="speaker-events tokens-played" applicationReconnect="true">' +
      `${LANGUAGES}${PASS}<Parameter name="site" value="default"/><Parameter name="language" value="en-US"/>` +
      `<Parameter name="welcomeGreeting" value="${WELCOME}"/></ConversationRelay></Connect></Response>`,
  );
});

test('inside a flow it returns to the flow, and a session that was lost is resumed without a greeting', () => {
  const flow = plainSid('FW');
  expect(answer({ flow, attempt: '2' }).xml).toBe(
    `${XML}<Response><Connect action="https://webhooks.twilio.com/v1/Accounts/${plainSid('AC')}/Flows/${flow}?FlowEvent=return" method="POST">` +
      '<ConversationRelay url="wss://relay.example/relay" language="en-US" interruptible="any" dtmfDetection="true" ' +
      'events="speaker-events tokens-played" applicationReconnect="true">' +
      `${LANGUAGES}${PASS}<Parameter name="site" value="default"/><Parameter name="language" value="en-US"/>` +
      '<Parameter name="resumed" value="true"/></ConversationRelay></Connect></Response>',
  );
});

test('everything that a site may set, as the documentation spells it', () => {
  speaking({
    languages: [
      {
        code: 'de-AT',
        ttsProvider: 'Amazon',
        voice: 'Hannah-Neural',
        transcriptionProvider: 'Deepgram',
        speechModel: 'flux',
      },
      { code: 'en-GB', transcriptionProvider: 'Google', speechModel: 'telephony' },
    ],
    words: { 'de-AT': { welcome: 'Grüß Gott & "Servus" <hier>' } },
    hints: ['Semmelbröseltopf', 'Q&A'],
    interruptible: 'speech',
    welcomeGreetingInterruptible: 'none',
    interruptSensitivity: 'low',
    ignoreBackchannel: true,
    reportInputDuringAgentSpeech: 'dtmf',
    speechTimeout: 900,
    eotThreshold: 0.7,
    partialPrompts: true,
    deepgramSmartFormat: false,
    profanityFilter: true,
    backgroundNoiseReduction: 'krisp',
    elevenlabsTextNormalization: 'off',
    applicationReconnect: false,
  });
  const words = 'Grüß Gott &amp; &quot;Servus&quot; &lt;hier>';
  const chosen = 'ttsProvider="Amazon" voice="Hannah-Neural" transcriptionProvider="Deepgram" speechModel="flux"';
  expect(answer().xml).toBe(
    `${XML}<Response><Connect action="https://handoff-1234-dev.twil.io/agent-handoff?attempt=0&amp;site=default" method="POST">` +
      `<ConversationRelay url="wss://relay.example/relay" welcomeGreeting="${words}" welcomeGreetingInterruptible="none" ` +
      `language="de-AT" ${chosen} interruptible="speech" interruptSensitivity="low" ignoreBackchannel="true" ` +
      'reportInputDuringAgentSpeech="dtmf" dtmfDetection="true" hints="Semmelbröseltopf,Q&amp;A" ' +
      'events="speaker-events tokens-played" speechTimeout="900" eotThreshold="0.7" partialPrompts="true" ' +
      'deepgramSmartFormat="false" profanityFilter="true" backgroundNoiseReduction="krisp" ' +
      'elevenlabsTextNormalization="off" applicationReconnect="false">' +
      `<Language code="de-AT" ${chosen}/><Language code="en-GB" transcriptionProvider="Google" speechModel="telephony"/>` +
      `${PASS}<Parameter name="site" value="default"/><Parameter name="language" value="de-AT"/>` +
      `<Parameter name="welcomeGreeting" value="${words}"/></ConversationRelay></Connect></Response>`,
  );
});

test('a transcription that tells languages apart, so that the relay can follow the caller', () => {
  speaking({
    languages: [{ code: 'en-US' }, { code: 'de-DE', voice: 'Vicki-Neural', ttsProvider: 'Amazon' }],
    transcriptionLanguage: 'multi',
  });
  expect(answer({ attempt: '1' }).xml).toBe(
    `${XML}<Response><Connect action="https://handoff-1234-dev.twil.io/agent-handoff?attempt=1&amp;site=default" method="POST">` +
      '<ConversationRelay url="wss://relay.example/relay" language="en-US" transcriptionProvider="Deepgram" ' +
      'speechModel="nova-3-general" transcriptionLanguage="multi" interruptible="any" dtmfDetection="true" ' +
      'events="speaker-events tokens-played" applicationReconnect="true">' +
      '<Language code="en-US"/><Language code="de-DE" ttsProvider="Amazon" voice="Vicki-Neural"/>' +
      `${PASS}<Parameter name="site" value="default"/><Parameter name="language" value="en-US"/>` +
      '<Parameter name="resumed" value="true"/></ConversationRelay></Connect></Response>',
  );
});

test.each([
  ['de', 'de-DE', 'Guten Tag'],
  ['es-MX', 'es-ES', 'Hola'],
  ['fr-FR', 'fr-FR', 'Bonjour'],
  ['it-IT', 'en-US', 'Hello'],
])('whoever wants %s hears %s', (language, code, greeting) => {
  const { xml } = answer({ language });
  expect(xml).toContain(` language="${code}" `);
  expect(xml).toContain(`welcomeGreeting="${greeting}`);
});

test('the language that was asked for is asked for again after the bot, inside no flow', () => {
  const action = (fields: object) => /<Connect action="([^"]+)"/.exec(answer(fields).xml)?.[1];
  const path = 'https://handoff-1234-dev.twil.io/agent-handoff?attempt=1&amp;site=default';
  expect(action({ language: 'de', attempt: '1' })).toBe(`${path}&amp;language=de`);
  expect(action({ attempt: '1' })).toBe(path);
});

test('a voice that would end the call with error 64101 is left out, and the log says so', () => {
  speaking({ languages: [{ code: 'de-DE', ttsProvider: 'Google', voice: 'Vicki-Neural' }, { code: 'en-US' }] });
  const { xml, notes } = answer();
  expect(xml).toContain('<Language code="de-DE"/><Language code="en-US"/>');
  expect(xml).not.toContain('Vicki');
  expect(notes).toEqual([
    'The voice of the site default is not used: Vicki-Neural is not a voice of Google for de-DE in VOICES',
  ]);
});

test('the pass is for this call and this attempt, and for a minute', () => {
  const { pass } = answer({ attempt: 1 });
  const read = (callSid: string, now: number) => readCallPass(RELAY.RELAY_SECRET, pass, callSid, now);
  expect(read(CALL, NOW)).toEqual({ callSid: CALL, attempt: 1, expiresAt: NOW / 1000 + 60 });
  expect(read(CALL, NOW + 59_999)).toBeDefined();
  expect(read(CALL, NOW + 60_000)).toBeUndefined();
  expect(read(plainSid('CA', 2), NOW)).toBeUndefined();
  expect(answer({ attempt: 2 }).pass).not.toBe(pass);
});

test('without a relay the call goes on at once to where it would go afterwards', () => {
  const { xml, notes } = answer({ flow: plainSid('FW') }, {});
  const back = `https://webhooks.twilio.com/v1/Accounts/${plainSid('AC')}/Flows/${plainSid('FW')}?FlowEvent=return`;
  expect(xml).toBe(`${XML}<Response><Redirect method="POST">${back}</Redirect></Response>`);
  expect(notes).toEqual(['RELAY_URL and RELAY_SECRET are missing: calls go to agents without a bot.']);
  expect(answer({}, {}).xml).toContain('/agent-handoff?attempt=0&amp;site=default</Redirect>');
});

test.each(['RELAY_URL', 'RELAY_SECRET'] as const)(
  'with %s alone it goes on as well, and the log names the other',
  (name) => {
    const { xml, notes } = answer({}, { [name]: RELAY[name] });
    expect(xml).toBe(answer({}, {}).xml);
    const other = name === 'RELAY_URL' ? 'RELAY_SECRET' : 'RELAY_URL';
    expect(notes).toEqual([`${other} is missing: calls go to agents without a bot.`]);
  },
);

test.each([
  ['a flow that is none', { flow: '"><Hangup/>' }],
  ['a site that is none', { site: '../../x' }],
  ['an attempt that is none', { attempt: '-1' }],
  ['numbers in lists', { To: ['+1', '+2'], From: {} }],
  ['a language of a thousand letters', { language: 'x'.repeat(1000) }],
])('%s is read as nothing', (_, fields) => {
  expect(answer(fields).xml).toBe(answer({ To: '' }).xml);
});

test('a request that names no call goes on without the relay', () => {
  expect(answer({ CallSid: 'CA1' }).notes).toEqual(['The request names no call.']);
});

test("Studio's own widget gets the same as JSON, and nothing where there is no relay", () => {
  const context = (settings: object) => ({
    config: configuration({ ...settings }),
    now: () => NOW,
    note: () => undefined,
  });
  const input = v.parse(RelayTwimlInput, { CallSid: CALL, To: '+43150505', from: 'studio' });
  const { attributes, parameters } = relaySettings(context(RELAY), input);
  expect(attributes).toMatchObject({ url: 'wss://relay.example/relay', welcomeGreeting: WELCOME, language: 'en-US' });
  expect(parameters).toMatchObject({ site: 'default', language: 'en-US', welcomeGreeting: WELCOME });
  expect(readCallPass(RELAY.RELAY_SECRET, parameters?.pass ?? '', CALL, NOW)).toMatchObject({ attempt: 0 });
  expect(relaySettings(context({}), input)).toEqual({});
});
