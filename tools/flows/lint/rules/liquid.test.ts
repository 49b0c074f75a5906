import { flowOn, widget } from '../testing/build-flow';
import { LIQUID_CASES } from '../testing/cases/liquid-cases';
import { expectRuleCase, findingsOf } from '../testing/try-rule';
import { LIQUID_RULES } from './liquid';

const CHAT = 'incomingConversationMessage';
const saying = (body: string) => flowOn(CHAT, widget('say', 'send-message', {}, { body }));

test.each(LIQUID_CASES)('$rule: $about', expectRuleCase);

test('every rule has a flow that breaks it', () => {
  expect(new Set(LIQUID_CASES.map(({ rule }) => rule))).toEqual(new Set(LIQUID_RULES.map(({ id }) => id)));
});

test('Studio refuses templates that it cannot read, and nothing else of Liquid', () => {
  expect(LIQUID_RULES.filter(({ level }) => level === 'import').map(({ id }) => id)).toEqual(['L060', 'L061']);
});

test('a message says where, what, and what may be meant', () => {
  const ask = widget('ask', 'send-and-wait-for-reply', { incomingMessage: 'say' });
  const flow = flowOn(CHAT, ask, widget('say', 'send-message', {}, { body: '{{widgets.Ask.inbound.Body}}' }));
  const [finding] = findingsOf('L062', flow);
  expect(finding).toEqual({
    rule: 'L062',
    level: 'policy',
    severity: 'error',
    state: 'say',
    message: '{{widgets.Ask.inbound.Body}} in properties.body: there is no widget "Ask"',
    fix: 'Write widgets.ask',
  });
});

test('a stray + is told as such, and not as broken Liquid too', () => {
  const flow = saying('{{ flow.variables.a + 1 }}');
  expect(findingsOf('L060', flow)).toEqual([]);
  expect(findingsOf('L068', flow).map(({ message }) => message)).toEqual([
    'properties.body has a + inside a Liquid expression',
  ]);
});

test('a variable is told once a widget, however often it is used', () => {
  expect(findingsOf('L067', saying('{{ a.b }} {{ a.b }} {% if a.b %}{% endif %}'))).toHaveLength(1);
});

test('what is commented out or raw is no template', () => {
  const text = '{% comment %}{{ a.b }}{% endcomment %}{% raw %}{{ c | nope }}{% endraw %}';
  expect(LIQUID_RULES.flatMap(({ id }) => findingsOf(id, saying(text)))).toEqual([]);
});
