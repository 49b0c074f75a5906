import { flowOn, widget } from '../build-flow';
import type { RuleCase } from '../rule-case';

const CHAT = 'incomingConversationMessage';
const MESSAGE = 'incomingMessage';
const ask = (timeout: unknown) => flowOn(CHAT, widget('ask', 'send-and-wait-for-reply', {}, { timeout }));
const flex = (properties: Record<string, unknown>, on: string | string[] = CHAT) =>
  flowOn(on, widget('flex', 'send-to-flex', {}, properties));
const say = (body: string) => flowOn(CHAT, widget('say', 'send-message', {}, { body }));
const channel = { channel: '{{trigger.message.ChannelSid}}', service: '{{trigger.message.InstanceSid}}' };
const saying = (on: string | string[]) => flowOn(on, widget('say', 'send-message', {}, channel));

const GOOD_ATTRIBUTES = [
  '{"name": "{{trigger.conversation.From}}", "age": {{flow.data.age}}, "all": {{trigger | to_json}} }',
  '{{widgets.do.parsed.attributes}}',
  '',
  '{"a": 1{{flow.data.more}}}',
  '{ {{flow.data.members}} }',
  '{ {{flow.data.members}}, "a": [{{flow.data.a}}, {{flow.data.b}}] }',
  '{ {{flow.data.key | to_json}}: "{{flow.data.value}}", "n": -{{flow.data.n}}.{{flow.data.m}} }',
  '{"a": "{% if flow.data.a == "b" %}c{% else %}d{% endif %}"}',
  '{"a": {% if flow.data.a %}"b"{% else %}null{% endif %} }',
  `{"a": $${''}{NUMBER}, "b": <<LIST>>, "c": "$${''}{TEXT}"}`,
  '{"a": "a \\" quote {{flow.data.a}} and }} braces {"}',
];

/** Flows whose messages and tasks come to nothing. */
export const CHAT_CASES: readonly RuleCase[] = [
  ...[undefined, '', '5', 5, '604801', '-1'].map((timeout) => ({
    rule: 'M100',
    about: `timeout ${JSON.stringify(timeout)}`,
    breaks: ask(timeout),
    states: ['ask'],
    keeps: flowOn(
      CHAT,
      ...['10', 3600, '604800', '{{flow.data.timeout}}'].map((good, index) =>
        widget(`ask${index}`, 'send-and-wait-for-reply', {}, { timeout: good }),
      ),
    ),
  })),
  ...[
    '{"a": 1,}',
    "{'a': 1}",
    '{"a": {{flow.sid}} "b": 1}',
    '{"a": "b}',
    'name',
    '["a"]',
    '"a"',
    '{"a": }',
    '{"a": "{{flow.sid}}""}',
    '{"a": "line\nline"}',
  ].map((attributes) => ({
    rule: 'M101',
    about: JSON.stringify(attributes),
    breaks: flex({ attributes }),
    states: ['flex'],
    keeps: flowOn(
      CHAT,
      ...GOOD_ATTRIBUTES.map((good, index) => widget(`flex${index}`, 'send-to-flex', {}, { attributes: good })),
    ),
  })),
  {
    rule: 'M102',
    about: 'nobody is named, unless Flex does it',
    breaks: flex({ attributes: '{"topic": "{{flow.data.topic}}"}' }, MESSAGE),
    states: ['flex'],
    keeps: flex({ attributes: '{"topic": "a"}' }, CHAT),
  },
  {
    rule: 'M102',
    about: 'nothing is said at all',
    breaks: flex({ attributes: undefined }, 'incomingCall'),
    states: ['flex'],
    keeps: flex({ attributes: '{{widgets.do.parsed.attributes}}' }, 'incomingCall'),
  },
  {
    rule: 'M103',
    about: 'the canvas default on the way of a conversation',
    breaks: saying(CHAT),
    states: ['say'],
    keeps: saying(MESSAGE),
  },
  {
    rule: 'M103',
    about: 'unless messages come this way too',
    breaks: saying(['incomingRequest', CHAT]),
    states: ['say'],
    keeps: saying([MESSAGE, CHAT]),
  },
  ...[undefined, '', '1209601', 1_300_000].map((timeout) => ({
    rule: 'M104',
    about: `timeout ${JSON.stringify(timeout)}`,
    breaks: flex({ timeout }),
    states: ['flex'],
    keeps: flowOn(
      CHAT,
      ...['1209600', '60', '{{flow.data.timeout}}'].map((good, index) =>
        widget(`flex${index}`, 'send-to-flex', {}, { timeout: good }),
      ),
    ),
  })),
  {
    rule: 'M104',
    about: 'a caller does not wait that long',
    breaks: flex({ timeout: undefined }, ['incomingCall', MESSAGE]),
    states: ['flex'],
    keeps: flex({ timeout: undefined }, 'incomingCall'),
  },
  {
    rule: 'M105',
    about: '1,601 characters',
    breaks: say('x'.repeat(1601)),
    states: ['say'],
    keeps: say(`${'x'.repeat(1600)}{{flow.data.a_long_name}}`),
  },
  {
    rule: 'M105',
    about: 'the longest branch, not all of them',
    breaks: say(`{% if flow.data.a %}${'x'.repeat(1500)}{% else %}${'y'.repeat(1000)}{% endif %}${'z'.repeat(101)}`),
    states: ['say'],
    keeps: say(
      `{% if flow.data.a %}${'x'.repeat(1500)}{% else %}${'y'.repeat(1500)}{% endif %}{% for i in flow.data.b %}${'z'.repeat(1000)}{% endfor %}`,
    ),
  },
  {
    rule: 'M106',
    about: '1,025 characters',
    breaks: flex({ attributes: `{"a":"${'x'.repeat(1017)}"}` }),
    states: ['flex'],
    keeps: flex({ attributes: `{"a":"${'x'.repeat(1016)}"}` }),
  },
];
