import * as v from 'valibot';
import { AgentHandoffInput } from './call-input';
import { leftQueue } from './left-queue';

const answer = (fields: object) => leftQueue(v.parse(AgentHandoffInput, fields)).xml;
const END = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';

test.each(['leave', 'error', 'queue-full', 'system-error', 'of another name'])(
  'README example: nobody took the call (%s), and the caller hears so in their language',
  (QueueResult) => {
    expect(answer({ QueueResult, language: 'de-DE', site: 'default' })).toMatch(
      /<Response><Say language="de-DE">Es tut mir leid, .*<\/Say><Hangup\/><\/Response>$/,
    );
  },
);

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
