import type { State } from '../../../../../studio-flows/flow-definition';
import { flowOn, split, widget } from '../build-flow';
import type { RuleCase } from '../rule-case';

const CHAT = 'incomingConversationMessage';
const say = (body: string, next?: string) => widget('say', 'send-message', next ? { sent: next } : {}, { body });
const set = (key: string, value: string, next?: string) =>
  widget('set', 'set-variables', next ? { next } : {}, { variables: [{ key, value }] });
const ask = (next: string) => widget('ask', 'send-and-wait-for-reply', { incomingMessage: next });
const saying = (body: string) => flowOn(CHAT, say(body));
const toFlex = (attributes: string) => widget('flex', 'send-to-flex', {}, { attributes });
const sending = (attributes: string) => flowOn(CHAT, ask('flex'), toFlex(attributes));
const after = (first: State, body: string) => flowOn(CHAT, first, say(body));
const url = (text: string) => flowOn(CHAT, widget('get', 'make-http-request', {}, { url: text }));

/** Flows whose templates print nothing, or too much. */
export const LIQUID_CASES: readonly RuleCase[] = [
  ...['{{ trigger.call.From', '{% if flow.sid %}yes', '{{ flow.sid | }} {{', '{% endif %}', "{{ 'open }}"].map(
    (text) => ({
      rule: 'L060',
      about: text,
      breaks: saying(text),
      states: ['say'],
      keeps: saying('{% if flow.sid %}yes{% endif %} }} { { %} {"a":{"b":1}}'),
    }),
  ),
  ...['{{ flow.sid | json }}', '{% render "a" %}', '{% assign a = flow.sid | base64_encode %}'].map((text) => ({
    rule: 'L061',
    about: text,
    breaks: saying(text),
    states: ['say'],
    keeps: saying('{{ flow.sid | to_json | downcase }}{% case flow.sid %}{% when "a" %}b{% else %}c{% endcase %}'),
  })),
  {
    rule: 'L062',
    about: 'a widget that was renamed',
    breaks: after(ask('say'), '{{widgets.Ask.inbound.Body}} {{widgets["gone"].inbound.Body}}'),
    states: ['say', 'say'],
    keeps: after(ask('say'), '{{widgets.ask.inbound.Body}} {{widgets[flow.variables.which].inbound.Body}}'),
  },
  {
    rule: 'L062',
    about: 'a widget in the argument of a condition',
    breaks: flowOn(CHAT, split('which', undefined, [undefined, 'equal_to', 'a', '{{widgets.gone.parsed.a}}'])),
    states: ['which'],
    keeps: flowOn(CHAT, split('which', undefined, [undefined, 'equal_to', 'a', '{{flow.sid}}'])),
  },
  {
    rule: 'L063',
    about: 'a widget that runs later',
    breaks: flowOn(CHAT, say('{{widgets.ask.inbound.Body}}', 'ask'), widget('ask', 'send-and-wait-for-reply')),
    states: ['say'],
    keeps: flowOn(CHAT, say('{{widgets.ask.inbound.Body}}', 'ask'), ask('say')),
  },
  {
    rule: 'L063',
    about: 'the widget itself, not on a loop',
    breaks: saying('{{widgets.say.outbound.Sid}}'),
    states: ['say'],
    keeps: flowOn(CHAT, say('{{widgets.say.outbound.Sid}}', 'ask'), ask('say')),
  },
  {
    rule: 'L063',
    about: 'and nothing is said of a widget that never runs',
    breaks: flowOn(CHAT, say('{{widgets.far.parsed.a}}'), widget('far', 'run-function')),
    states: ['say'],
    keeps: flowOn(CHAT, say(''), widget('far', 'send-message', {}, { body: '{{widgets.say.outbound.Sid}}' })),
  },
  {
    rule: 'L064',
    about: 'a variable in another spelling',
    breaks: after(set('count', '1', 'say'), '{{flow.variables.Count}}'),
    states: ['say'],
    keeps: after(set('count', '1', 'say'), '{{flow.variables.count}}{{flow.variables}}{{flow.data.x}}'),
  },
  {
    rule: 'L064',
    about: 'unless Liquid works out what is set',
    breaks: saying('{{flow.variables.a}}'),
    states: ['say'],
    keeps: after(set('{{flow.sid}}', '1', 'say'), '{{flow.variables.a}}'),
  },
  {
    rule: 'L065',
    about: 'a trigger that never leads here',
    breaks: saying('{{trigger.call.From}}'),
    states: ['say'],
    keeps: saying('{{trigger.conversation.From}}'),
  },
  {
    rule: 'L065',
    about: 'something else of the right trigger beside it',
    breaks: saying('{{trigger.message.AccountSid}}/{{trigger.conversation.Source}}'),
    states: ['say'],
    keeps: saying('{{trigger.message.From}} {{trigger.conversation.From}}'),
  },
  {
    rule: 'L065',
    about: 'one of two triggers',
    breaks: flowOn([CHAT, 'incomingMessage'], say('{{trigger.message.Body}}')),
    states: ['say'],
    keeps: flowOn([CHAT, 'incomingMessage'], say('{{trigger.message.Body}}{{trigger.conversation.Body}}')),
  },
  {
    rule: 'L065',
    about: 'unless a condition, a default or a split answers for it',
    breaks: flowOn(
      [CHAT, 'incomingMessage'],
      split('which', 'say', ['say', 'equal_to', '1', '{{flow.sid}}']),
      say('{{trigger.message.Body}}'),
    ),
    states: ['say'],
    keeps: flowOn(
      [CHAT, 'incomingMessage'],
      split('which', 'say', ['or', 'is_blank', '', '{{trigger.message.Body}}']),
      say('{{trigger.message.Body}}'),
      widget(
        'or',
        'send-message',
        {},
        { body: '{{ trigger.call.From | default: "you" }}', media_url: '{% if trigger.call.To %}x{% endif %}' },
      ),
    ),
  },
  {
    rule: 'L065',
    about: 'and never of what the canvas puts into each messaging widget',
    breaks: saying('{{trigger.message.ChannelSid}}'),
    states: ['say'],
    keeps: flowOn(
      CHAT,
      widget(
        'say',
        'send-message',
        {},
        { channel: '{{trigger.message.ChannelSid}}', service: '{{trigger.message.InstanceSid}}' },
      ),
    ),
  },
  {
    rule: 'L066',
    about: 'an output in another spelling',
    breaks: after(ask('say'), '{{widgets.ask.Inbound.Body}}{{widgets.ask.inbound.body}}{{widgets.ask.Body}}'),
    states: ['say', 'say', 'say'],
    keeps: after(
      ask('say'),
      '{{widgets.ask.inbound.Body}}{{widgets.ask.inbound.ProfileName}}{{widgets.ask.outbound.Sid}}',
    ),
  },
  {
    rule: 'L066',
    about: 'speech of a gather',
    breaks: flowOn(
      'incomingCall',
      widget('menu', 'gather-input-on-call', { keypress: 'spoken' }),
      widget('spoken', 'say-play', {}, { say: '{{widgets.menu.digits}}{{widgets.menu.Speech}}' }),
    ),
    states: ['spoken', 'spoken'],
    keeps: flowOn(
      'incomingCall',
      widget('menu', 'gather-input-on-call', { keypress: 'spoken' }),
      widget(
        'spoken',
        'say-play',
        {},
        { say: '{{widgets.menu.Digits}}{{widgets.menu.SpeechResult}}{{widgets.menu.From}}' },
      ),
    ),
  },
  {
    rule: 'L066',
    about: 'a Function, whose own answer is free',
    breaks: after(
      widget('find', 'run-function', { success: 'say' }),
      '{{widgets.find.Parsed.name}}{{widgets.find.result}}',
    ),
    states: ['say', 'say'],
    keeps: after(
      widget('find', 'run-function', { success: 'say' }),
      '{{widgets.find.parsed.Name.any}}{{widgets.find.status_code}}',
    ),
  },
  {
    rule: 'L066',
    about: 'and nothing of a sub-flow, whose variables are free',
    breaks: after(split('which', 'say'), '{{widgets.which.anything}}'),
    states: ['say'],
    keeps: after(widget('sub', 'run-subflow', { completed: 'say' }), '{{widgets.sub.anything}}'),
  },
  {
    rule: 'L067',
    about: 'another root, and a filter without its bar',
    breaks: saying('{{ customer.name }} {{ flow.sid upcase }}'),
    states: ['say', 'say'],
    keeps: saying(
      '{% assign customer = flow.sid %}{{ customer }}{% for i in (1..2) %}{{ i }}{{ forloop.index }}{% endfor %}{{ "now" | date: "%H" }}',
    ),
  },
  ...['{{ flow.variables.a + 1 }}', '{{ flow.sid | default: “you” }}', '{% if flow.größe == 1 %}a{% endif %}'].map(
    (text) => ({
      rule: 'L068',
      about: text,
      breaks: saying(text),
      states: ['say'],
      keeps: saying('1 + 1, größer {{ flow.sid | replace: "+", "ü" }}'),
    }),
  ),
  ...[
    '{{trigger.conversation.Body}}',
    'He said: {{ widgets.ask.inbound.Body | upcase }}',
    '{{widgets.x.SpeechResult}}',
    '{{widgets.x.HandoffData}}',
    '{{trigger.message.ProfileName}}',
    '{{trigger.conversation.ChannelAttributes.pre_engagement_data.friendlyName}}',
  ].map((text) => ({
    rule: 'L069',
    about: text,
    breaks: sending(`{"message": "${text}"}`),
    states: ['flex'],
    keeps: sending(
      '{"message": {{trigger.conversation.Body | to_json}}, "from": "{{trigger.conversation.From}}", "length": "{{ widgets.ask.inbound.Body | size }}"}',
    ),
  })),
  ...['{{widgets.x.inbound.Body}}', '{{trigger.conversation.Body | strip}}'].map((text) => ({
    rule: 'L069',
    about: `${text} without quotes`,
    breaks: sending(`{"rating": ${text}}`),
    states: ['flex'],
    keeps: sending('{"rating": {{widgets.x.inbound.Body | plus: 0}}, "why": {{widgets.y.inbound.Body | to_json}}}'),
  })),
  {
    rule: 'L069',
    about: 'a variable that was set to what somebody wrote',
    breaks: flowOn(
      CHAT,
      set('text', '{{trigger.conversation.Body}}', 'flex'),
      toFlex('{"message": "{{flow.variables.text}}"}'),
    ),
    states: ['flex'],
    keeps: flowOn(CHAT, set('text', 'a constant', 'flex'), toFlex('{"message": "{{flow.variables.text}}"}')),
  },
  {
    rule: 'L069',
    about: 'a JSON body, but no form',
    breaks: flowOn(
      CHAT,
      widget(
        'post',
        'make-http-request',
        {},
        {
          method: 'POST',
          content_type: 'application/json;charset=utf-8',
          body: '{"a": "{{trigger.conversation.Body}}"}',
        },
      ),
    ),
    states: ['post'],
    keeps: flowOn(
      CHAT,
      widget(
        'post',
        'make-http-request',
        {},
        {
          method: 'POST',
          content_type: 'application/x-www-form-urlencoded;charset=utf-8',
          body: 'a="{{trigger.conversation.Body}}"',
        },
      ),
    ),
  },
  ...['?phone={{contact.channel.address}}', '?a=b&phone={{flow.variables.phone}}&c=d'].map((query) => ({
    rule: 'L070',
    about: query,
    breaks: url(`https://api.example.com/find${query}`),
    states: ['get'],
    keeps: url(
      'https://api.example.com/{{flow.variables.a}}?phone={{contact.channel.address | url_encode}}&sid={{trigger.conversation.ConversationSid}}&{{flow.variables.query}}',
    ),
  })),
  {
    rule: 'L071',
    about: 'a condition that tests something else',
    breaks: flowOn(CHAT, {
      ...split('which', undefined, [undefined, 'equal_to', 'a', '{{flow.data.b}}']),
      properties: { input: '{{flow.data.a}}' },
    }),
    states: ['which'],
    keeps: flowOn(CHAT, split('which', undefined, [undefined, 'equal_to', 'a', '{{flow.data.a}}'])),
  },
  ...['my name', 'a.b', '1st', 'größe'].map((key) => ({
    rule: 'L072',
    about: key,
    breaks: flowOn(CHAT, set(key, '1')),
    states: ['set'],
    keeps: flowOn(CHAT, set('my_name1', '1')),
  })),
  ...[
    '{{trigger.cal.From}}',
    '{{flow.name}}',
    '{{contact.name}}',
    '{{contact.channel.from}}',
    '{{trigger.conversation.body}}',
  ].map((text) => ({
    rule: 'L073',
    about: text,
    breaks: saying(text),
    states: ['say'],
    keeps: saying(
      '{{trigger.call.SipHeader_X-a}}{{flow.flow_sid}}{{flow.add_ons.a}}{{flow.channel.address}}{{contact.channel.address}}{{trigger.request.to}}{{trigger}}',
    ),
  })),
  {
    rule: 'L074',
    about: 'quotes around to_json',
    breaks: sending('{"a": "{{ trigger.conversation.Body | to_json }}"}'),
    states: ['flex'],
    keeps: sending('{"a": {{ trigger.conversation.Body | to_json }}, "b": "{{ flow.sid | to_json | remove: \'"\' }}"}'),
  },
  ...[
    '{{trigger}}',
    '{{trigger.conversation}}',
    '{{trigger.conversation.ChannelAttributes}}',
    '{{flow.variables}}',
    '{{widgets.ask.inbound}}',
  ].map((text) => ({
    rule: 'L075',
    about: text,
    breaks: sending(`{"all": ${text}}`),
    states: ['flex'],
    keeps: sending(
      '{"all": {{trigger | to_json}}, "a": "{{trigger.conversation.From}}", "b": {{widgets.ask.parsed.data}}}',
    ),
  })),
];
