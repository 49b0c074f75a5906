import { parseTwiml, TwimlError } from './parse-twiml';

test('reads verbs, attributes, nested nouns, entities, CDATA, comments and the declaration', () => {
  const verbs = parseTwiml(`<?xml version="1.0" encoding="UTF-8"?>
    <Response><!-- first --><Gather numDigits="1" action='/next?a=1&amp;b=&#x32;'><Say voice="x">Fish &amp; chips&#33;</Say></Gather>
    <Enqueue workflowSid="WW1"><Task><![CDATA[{"a":"<b>"}]]></Task></Enqueue><Hangup/></Response>`);
  expect(verbs).toEqual([
    {
      name: 'Gather',
      attributes: { numDigits: '1', action: '/next?a=1&b=2' },
      children: [{ name: 'Say', attributes: { voice: 'x' }, children: [], text: 'Fish & chips!' }],
      text: '',
    },
    {
      name: 'Enqueue',
      attributes: { workflowSid: 'WW1' },
      children: [{ name: 'Task', attributes: {}, children: [], text: '{"a":"<b>"}' }],
      text: '',
    },
    { name: 'Hangup', attributes: {}, children: [], text: '' },
  ]);
});

test.each([
  ['a bare ampersand', '<Response><Say>Fish & chips</Say></Response>', '& is no entity; write & as &amp;'],
  [
    'an ampersand in an address',
    '<Response><Redirect>/a?b=1&c=2</Redirect></Response>',
    '&c=2 is no entity; write & as &amp;',
  ],
  ['what is not closed', '<Response><Say>Hello</Response>', '</Response> closes nothing that is open'],
  ['a document that ends early', '<Response><Say>Hello</Say>', '<Response> is not closed'],
  ['an attribute without quotes', '<Response><Pause length=1/></Response>', /not well-formed at: <Pause length=1/],
  [
    'an attribute that stands there twice',
    '<Response><Pause length="1" length="2"/></Response>',
    'The attribute length stands there twice',
  ],
  ['another root', '<html></html>', 'The document must be one <Response>'],
  ['nothing', '', 'The document must be one <Response>'],
  ['JSON', '{"error":{}}', 'The document must be one <Response>'],
  ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><Response/>', /not well-formed/],
])('refuses %s', (_what, xml, words) => {
  expect(() => parseTwiml(xml)).toThrow(TwimlError);
  expect(() => parseTwiml(xml)).toThrow(words);
});
