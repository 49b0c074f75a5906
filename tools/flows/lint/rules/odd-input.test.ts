import { WIDGET_CATALOGUE } from '../../../../studio-flows/widget-catalogue';
import { lintFlow } from '../lint-flow';
import { ACCOUNT_RULES } from './account';
import { CHAT_RULES } from './chat';
import { HTTP_RULES } from './http';
import { HYGIENE_RULES } from './hygiene';
import { LIQUID_RULES } from './liquid';
import { VOICE_RULES } from './voice';

const RULES = [...LIQUID_RULES, ...ACCOUNT_RULES, ...VOICE_RULES, ...CHAT_RULES, ...HTTP_RULES, ...HYGIENE_RULES];

const ODD: unknown[] = [
  ...[null, 7, -0.5, true, false, [], {}, [[null]], [7, 'a', { key: 7, value: null }], { a: { b: ['{{ x }}'] } }],
  ...[
    '',
    ' ',
    '{{',
    '}}',
    '{%',
    '{{}}',
    '{{ }}',
    '{{ . }}',
    '{{ a[ }}',
    '{{ widgets. }}',
    '{{ widgets[0].a }}',
    '{{ [] }}',
  ],
  ...[
    '{{ widgets.__proto__.constructor }}',
    '{{ constructor }}',
    '{{ trigger.constructor.a }}',
    '{{ flow.variables.toString }}',
  ],
  ...['{{ widgets[flow.sid][trigger.a[flow.b]] }}', '{% for %}', '{% case %}{% when %}{% endcase %}', '{% assign %}'],
  ...[
    '{% raw %}',
    '{% comment %}',
    '{% endcomment %}',
    '{%%}',
    '{{--}}',
    '{{ 1.2.3 }}',
    '{{ "a" | }}',
    '://',
    'https://@:/?#',
  ],
  ...[
    'https://[::1',
    'http://',
    '\u0000',
    '\ud800',
    '{"a": {{ x }}',
    '{"a": "\\{{ x }}"}',
    '"\\',
    '[{]}',
    'NaN',
    '+',
    '@',
  ],
];

/** One widget of each type, with the same value in every property and in every condition. */
function flowOf(value: unknown): unknown {
  const states = [...WIDGET_CATALOGUE].map(([type, { properties = {}, events }], index) => ({
    name: `w${index}`,
    type,
    transitions: [...events, 'match'].map((event) => ({
      event,
      next: `w${index + 1}`,
      conditions: [{ friendly_name: value, arguments: [value], type: 'equal_to', value }],
    })),
    properties: {
      ...Object.fromEntries(Object.keys(properties).map((name) => [name, value])),
      ...(type === 'make-http-request' && { method: 'POST', content_type: 'application/json;charset=utf-8' }),
      ...(type === 'set-variables' && { variables: [{ key: value, value }] }),
      ...(type === 'run-function' && { parameters: [{ key: 'password', value }] }),
    },
  }));
  return { description: value, states, initial_state: 'w0', flags: {} };
}

test.each(ODD.map((value) => [JSON.stringify(value), value]))(
  '%s everywhere is judged and breaks nothing',
  (_text, value) => {
    const findings = lintFlow(flowOf(value), { rules: RULES });
    for (const { message } of findings) expect(message).toEqual(expect.any(String));
  },
);

test.each([null, 7, 'flow', [], {}, { states: null }, { states: [null, 7, 'a', [], {}] }])(
  '%j is no flow, and breaks nothing',
  (value) => {
    expect(lintFlow(value, { rules: RULES }).map(({ rule }) => rule)).toEqual(['H121']);
  },
);

const LENGTH = 100_000;
const filled = (part: string) => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH);

const LONG: string[] = [
  ...[
    'a',
    '_',
    '"',
    '\\',
    '{',
    '{{',
    '{%',
    '}}',
    '{{a}}',
    '{{a.b}}"',
    '{{ é }}',
    '{% if a %}',
    '{% raw %}',
    '{% comment %}',
  ],
  ...[
    'a-',
    'x.twil.io',
    'a-1234.twil.io',
    'https://',
    'https://a:b',
    'http://a@',
    'a@',
    'a@a.',
    '+1',
    '&a=b',
    '?a=',
    '"a":"',
  ],
  ...[
    '${',
    '${A',
    '<<',
    '__a__',
    'YOUR_',
    'your-',
    '<YOUR ',
    'INSERT_',
    'XX',
    'TODO(',
    'eyJa.',
    'Bearer a',
    'Basic a',
    'SG.a',
  ],
  ...['sk-', 'WW9f86d081884c7d659a2feaa0c55ad015', '-----BEGIN ', 'key-', '{"a":', '[', '\n', ' '],
].map(filled);
const ONE_EXPRESSION = [' | upcase', '.b', '[b', ' and a', '(', '"'].map((part) => `{{ a${filled(part)} }}`);

test.each([...LONG, ...ONE_EXPRESSION].map((text) => [text.slice(0, 24), text]))(
  '100 KB of %j take no long time',
  (_start, text) => {
    const began = process.cpuUsage();
    const findings = lintFlow(
      {
        description: text,
        states: [
          { name: text, type: 'send-to-flex', transitions: [], properties: { attributes: text, timeout: text } },
          { name: 'b', type: 'make-http-request', transitions: [], properties: { url: text, body: text } },
          { name: 'c', type: 'send-message', transitions: [], properties: { body: text, media_url: text } },
          {
            name: 'd',
            type: 'set-variables',
            transitions: [],
            properties: { variables: [{ key: text, value: text }] },
          },
        ],
        initial_state: text,
      },
      { rules: RULES },
    );
    // Of the processor: the machine may be busy with something else.
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000);
    for (const { message } of findings) expect(message.length).toBeLessThan(2_000);
  },
);
