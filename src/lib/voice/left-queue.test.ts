import * as v from 'valibot';
import { AgentHandoffInput } from './call-input';
import { leftQueue } from './left-queue';

const answer = (fields: object) => leftQueue(v.parse(AgentHandoffInput, fields), 'handoff.twil.io').xml;
const END = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';

test.each(['leave', 'error', 'queue-full', 'system-error', 'of another name'])(
  'README example: nobody took the call (%s), and the caller hears so in their language',
  (QueueResult) => {
    expect(answer({ QueueResult, language: 'de-DE', site: 'default' })).toMatch(
      /<Response><Say language="de-DE">Es tut mir leid, .*<\/Say><Hangup\/><\/Response>$/,
    );
  },
);

test('whose number is known is asked whether to call them back', () => {
  const xml = answer({ QueueResult: 'leave', language: 'de-DE', site: 'default', From: '+12025550143' });
  expect(xml).toMatch(
    /<Response><Gather input="dtmf speech" numDigits="1" language="de-DE" action="https:\/\/handoff\.twil\.io\/agent-handoff\?after=offer&amp;site=default&amp;language=de-DE" method="POST"><Say language="de-DE">.*zurückrufen.*<\/Say><\/Gather><Say language="de-DE">.*<\/Say><Hangup\/><\/Response>$/,
  );
});

test('a caller who has hidden their number is told to call again', () => {
  expect(answer({ QueueResult: 'leave', From: '+266696687' })).not.toContain('<Gather');
});

test.each(['bridged', 'bridging-in-process', 'redirected', 'redirected-from-bridged', 'hangup'])(
  'after an agent, or without the caller, there is nothing to say (%s)',
  (QueueResult) => expect(answer({ QueueResult })).toBe(END),
);

test.each(['', 'xx', '"><Dial>'])(
  'a language that the site does not speak, %j, is that of its first one',
  (language) => {
    expect(answer({ QueueResult: 'leave', language })).toContain('<Response><Say language="en-US">I am sorry');
  },
);
