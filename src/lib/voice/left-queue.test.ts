import * as v from 'valibot';
import { germanVoice } from '../../words/de/voice';
import { englishVoice } from '../../words/en/voice';
import { AgentHandoffInput } from './call-input';
import { leftQueue } from './left-queue';

const answer = (fields: object) => leftQueue(v.parse(AgentHandoffInput, fields), 'handoff.twil.io').xml;
const xml = (verbs: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
const END = xml('<Hangup/>');
const said = (language: string, words: string) => `<Say language="${language}">${words}</Say>`;

test.each(['leave', 'error', 'queue-full', 'system-error', 'of another name'])(
  'README example: nobody took the call (%s), and the caller hears so in their language',
  (QueueResult) => {
    expect(answer({ QueueResult, language: 'de-DE', site: 'default' })).toBe(
      xml(`${said('de-DE', germanVoice.callAgain)}<Hangup/>`),
    );
  },
);

test('whose number is known is asked whether to call them back', () => {
  expect(answer({ QueueResult: 'leave', language: 'de-DE', site: 'default', From: '+12025550143' })).toBe(
    xml(
      '<Gather input="dtmf speech" numDigits="1" language="de-DE" ' +
        'action="https://handoff.twil.io/agent-handoff?after=offer&amp;site=default&amp;language=de-DE" method="POST">' +
        `${said('de-DE', germanVoice.offerCallBack)}</Gather>${said('de-DE', germanVoice.goodbye)}<Hangup/>`,
    ),
  );
});

test('a caller who has hidden their number is told to call again', () => {
  expect(answer({ QueueResult: 'leave', From: '+266696687' })).toBe(
    xml(`${said('en-US', englishVoice.callAgain)}<Hangup/>`),
  );
});

test.each(['bridged', 'bridging-in-process', 'redirected', 'redirected-from-bridged', 'hangup'])(
  'after an agent, or without the caller, there is nothing to say (%s)',
  (QueueResult) => expect(answer({ QueueResult })).toBe(END),
);

test.each(['', 'xx', '"><Dial>'])(
  'a language that the site does not speak, %j, is that of its first one',
  (language) => {
    expect(answer({ QueueResult: 'leave', language })).toBe(xml(`${said('en-US', englishVoice.callAgain)}<Hangup/>`));
  },
);
