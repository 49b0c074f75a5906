import { Clock } from '../account/clock';
import { StudioLiquid } from './liquid';

const clock = new Clock();
const liquid = new StudioLiquid(clock);

afterAll(() => clock.stop());

const scope = {
  trigger: { conversation: { Body: 'He said "hi"\n', Tags: ['a', 'b'] } },
  flow: { variables: { count: '7', empty: '' } },
  widgets: { 'http-1': { parsed: { name: 'Ada', list: [{ a: 1 }], flag: false, nothing: null } } },
};

test.each([
  ['plain text stays', 'Hello', 'Hello'],
  ['a variable is printed', '{{widgets.http-1.parsed.name}}', 'Ada'],
  ['a missing variable prints nothing', '[{{widgets.nobody.parsed.name}}]', '[]'],
  ['null prints nothing', '[{{widgets.http-1.parsed.nothing}}]', '[]'],
  ['false prints false', '{{widgets.http-1.parsed.flag}}', 'false'],
  ['text is not escaped', '{{trigger.conversation.Body}}', 'He said "hi"\n'],
  ['a list of texts is joined', '{{trigger.conversation.Tags}}', 'ab'],
  ['an index out of range prints nothing', '[{{trigger.conversation.Tags[9]}}]', '[]'],
  ['to_json quotes a text', '{{trigger.conversation.Body | to_json}}', '"He said \\"hi\\"\\n"'],
  ['to_json writes an object', '{{widgets.http-1.parsed.list | to_json}}', '[{"a":1}]'],
  ['to_json of nothing is null', '{{widgets.nobody | to_json}}', 'null'],
  ['default stands in for an empty text', '{{flow.variables.empty | default: trigger.conversation.Tags[0]}}', 'a'],
  ['integers are divided as integers', '{{flow.variables.count | divided_by: 2}}', '3'],
  ['negative integers are divided downwards', '{{ -7 | divided_by: 2}}', '-4'],
  ['a decimal makes it a decimal division', '{{7 | divided_by: 2.0}}', '3.5'],
  ['plus adds numbers in texts', '{{flow.variables.count | plus: 1}}', '8'],
  ['an empty text is true', '{% if flow.variables.empty %}yes{% else %}no{% endif %}', 'yes'],
  ['case works', "{% case flow.variables.count %}{% when '7' %}seven{% else %}other{% endcase %}", 'seven'],
  ['date works in US Pacific time', "{{'2026-11-20T07:00:00Z' | date: '%Y-%m-%d %H:%M'}}", '2026-11-19 23:00'],
])('%s', (_, template, expected) => {
  expect(liquid.render(template, scope)).toEqual({ text: expected });
});

test.each([
  ['an unclosed output', '{{trigger.conversation.Body', /not closed/],
  ['an unknown filter', '{{flow.variables.count | shout}}', /undefined filter: shout/],
  ["liquidjs' own filter `json`", '{{flow.variables.count | json}}', /undefined filter: json/],
  ["liquidjs' own tag `echo`", '{% echo flow.variables.count %}', /tag "echo" not found/],
  ['a sum with +', '{{ flow.variables.count + 1 }}', /./],
  ['a division by zero', '{{7 | divided_by: 0}}', /divided by 0/],
  ['an object without to_json', '{{widgets.http-1.parsed}}', /without to_json/],
  ['a list of objects without to_json', '{{widgets.http-1.parsed.list}}', /without to_json/],
])('%s prints nothing and warns', (_, template, warning) => {
  expect(liquid.render(template, scope)).toEqual({ text: '', warning: expect.stringMatching(warning) });
});

test('a warning does not stick to the next template', () => {
  liquid.render('{{widgets.http-1.parsed}}', scope);
  expect(liquid.render('{{flow.variables.count}}', scope)).toEqual({ text: '7' });
});

test('inherited properties are not seen', () => {
  expect(liquid.render('[{{trigger.constructor.name}}]', scope)).toEqual({ text: '[]' });
});

test('now is the time of the clock', () => {
  const before = Number(liquid.render("{{'now' | date: '%s'}}", scope).text);
  clock.advance(3_600_000);
  const after = Number(liquid.render("{{'now' | date: '%s'}}", scope).text);
  expect(after - before).toBeGreaterThanOrEqual(3600);
  expect(after - before).toBeLessThan(3660);
});
