import { DEFAULT_RELAY_SETTINGS, readRelaySettings } from './relay-settings';

test('without attributes Twilio’s defaults hold', () => {
  expect(readRelaySettings({})).toEqual(DEFAULT_RELAY_SETTINGS);
});

test('attributes are read as they stand in TwiML; those that change nothing on the socket are passed over', () => {
  const read = readRelaySettings({
    url: 'wss://relay.example/relay',
    voice: 'Joanna-Neural',
    welcomeGreeting: 'Hello',
    interruptible: 'false',
    reportInputDuringAgentSpeech: 'true',
    dtmfDetection: 'true',
    language: 'de-DE',
    transcriptionLanguage: 'multi',
    events: 'speaker-events tokens-played',
  });
  expect(read).toEqual({
    ...DEFAULT_RELAY_SETTINGS,
    welcomeGreeting: 'Hello',
    interruptible: 'none',
    reportInputDuringAgentSpeech: 'any',
    dtmfDetection: true,
    language: 'de-DE',
    transcriptionLanguage: 'multi',
    speakerEvents: true,
    tokensPlayed: true,
  });
});

test.each([
  [{ interruptible: 'sometimes' }, 'interruptible="sometimes" is none of none, dtmf, speech, any, true, false'],
  [{ dtmfDetection: 'yes' }, 'dtmfDetection="yes" is neither true nor false'],
])('%j is refused', (attributes, message) => {
  expect(() => readRelaySettings(attributes)).toThrow(message);
});
