import { flowOn, put, split, widget } from '../build-flow';
import type { RuleCase } from '../rule-case';

const CHAT = 'incomingConversationMessage';
const counting = { variables: [{ value: '{{flow.variables.tries | plus: 1}}', key: 'tries' }] };
const say = widget('say', 'send-message');
const flex = (next: Record<string, string> = {}) => widget('flex', 'send-to-flex', next);
const loop = (properties: Record<string, unknown>, value: string) =>
  flowOn(
    CHAT,
    widget('count', 'set-variables', { next: 'enough' }, properties),
    split('enough', 'fetch', ['say', 'greater_than', value, '{{flow.variables.tries}}']),
    widget('fetch', 'make-http-request', { success: 'say', failed: 'count' }),
    say,
  );
const choice = (...values: string[]) =>
  flowOn(
    CHAT,
    split('choice', undefined, ...values.map((value) => [undefined, 'equal_to', value] as [undefined, string, string])),
  );
const at = (x: number) => put(flowOn(CHAT, say), 'states.1.properties.offset', { x, y: 0 });

/** Flows whose ways go wrong. */
export const GRAPH_CASES: readonly RuleCase[] = [
  {
    rule: 'G030',
    about: 'a widget that nothing leads to',
    breaks: flowOn(CHAT, say, widget('lost', 'send-message')),
    states: ['lost'],
    keeps: flowOn(CHAT, widget('say', 'send-message', { sent: 'lost' }), widget('lost', 'send-message')),
  },
  {
    rule: 'G030',
    about: 'widgets that lead to each other alone',
    breaks: flowOn(CHAT, say, widget('a', 'send-message', { sent: 'b' }), widget('b', 'send-message', { sent: 'a' })),
    states: ['a', 'b'],
    keeps: flowOn(
      CHAT,
      widget('say', 'send-message', { sent: 'a' }),
      widget('a', 'send-message', { sent: 'b' }),
      widget('b', 'send-message'),
    ),
  },
  {
    rule: 'G031',
    about: 'a request that is repeated for ever',
    breaks: flowOn(CHAT, widget('fetch', 'make-http-request', { success: 'again' }), split('again', 'fetch')),
    states: ['fetch'],
    keeps: flowOn(
      CHAT,
      widget('fetch', 'make-http-request', { success: 'ask' }),
      widget('ask', 'send-and-wait-for-reply', { incomingMessage: 'fetch' }),
    ),
  },
  {
    rule: 'G031',
    about: 'rounds that are not counted',
    breaks: loop({}, '3'),
    states: ['count'],
    keeps: loop(counting, '3'),
  },
  {
    rule: 'G031',
    about: 'a Function that is called again at once',
    breaks: flowOn(CHAT, widget('do', 'run-function', { fail: 'do' })),
    states: ['do'],
    keeps: flowOn(CHAT, widget('do', 'run-function', { fail: 'say' }), say),
  },
  {
    rule: 'G032',
    about: 'a question that is asked again',
    breaks: flowOn(CHAT, widget('ask', 'send-and-wait-for-reply', { timeout: 'ask' })),
    states: ['ask'],
    keeps: flowOn(CHAT, widget('ask', 'send-and-wait-for-reply', { timeout: 'say' }), say),
  },
  {
    rule: 'G033',
    about: 'no wired trigger',
    breaks: flowOn([], say),
    states: ['Trigger'],
    keeps: flowOn('incomingParent', say),
  },
  {
    rule: 'G034',
    about: 'messages of conversations that are left out',
    breaks: flowOn('incomingMessage', flex()),
    states: [null],
    keeps: flowOn(['incomingMessage', CHAT], flex()),
  },
  {
    rule: 'G035',
    about: 'words that are spoken in a chat',
    breaks: flowOn(CHAT, widget('hello', 'say-play')),
    states: ['hello'],
    keeps: flowOn('incomingCall', widget('hello', 'say-play')),
  },
  {
    rule: 'G035',
    about: 'a reply that is awaited in a call',
    breaks: flowOn('incomingCall', widget('ask', 'send-and-wait-for-reply')),
    states: ['ask'],
    keeps: flowOn('incomingRequest', widget('ask', 'send-and-wait-for-reply')),
  },
  {
    rule: 'G035',
    about: 'calls and chats that share words, not told apart',
    breaks: flowOn(['incomingCall', CHAT], widget('hello', 'say-play')),
    states: ['hello'],
    keeps: flowOn(
      ['incomingCall', CHAT],
      split('called', 'say', ['hello', 'is_not_blank', 'Is Not Blank', '{{trigger.call.CallSid}}']),
      widget('hello', 'say-play'),
      say,
    ),
  },
  {
    rule: 'G035',
    about: 'a chat that became no call',
    breaks: flowOn('incomingMessage', widget('say', 'send-message', { sent: 'hello' }), widget('hello', 'say-play')),
    states: ['hello'],
    keeps: flowOn(
      'incomingMessage',
      widget('call', 'make-outgoing-call-v2', { answered: 'hello' }),
      widget('hello', 'say-play'),
    ),
  },
  { rule: 'G036', about: 'a widget upon another', breaks: at(0), states: ['say'], keeps: at(1) },
  {
    rule: 'G037',
    about: 'an event that is not listed',
    breaks: put(flowOn(CHAT, say), 'states.1.transitions', [{ event: 'sent' }]),
    states: ['say'],
    keeps: flowOn(CHAT, say),
  },
  {
    rule: 'G037',
    about: 'a trigger of one event',
    breaks: put(flowOn('incomingMessage', say), 'states.0.transitions', [{ event: 'incomingMessage', next: 'say' }]),
    states: ['Trigger'],
    keeps: flowOn('incomingMessage', say),
  },
  {
    rule: 'G038',
    about: 'a match that is never taken',
    breaks: choice('yes', 'no', 'yes'),
    states: ['choice'],
    keeps: choice('yes', 'no'),
  },
  {
    rule: 'G039',
    about: 'words while the agent is there',
    breaks: flowOn(CHAT, flex({ callComplete: 'say' }), say),
    states: ['flex'],
    keeps: flowOn('incomingCall', flex({ callComplete: 'say' }), say),
  },
];
