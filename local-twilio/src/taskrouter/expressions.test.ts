import { compileExpression } from './expressions';

const worker = {
  sid: 'WK1',
  languages: ['en', 'fr'],
  level: 5,
  name: 'Alice',
  active: true,
  routing: { skills: ['billing'], levels: { billing: 3 } },
};
const task = { topic: 'billing', language: 'fr', vip: false, amount: 12.5, agents: ['WK1'], nothing: null };

describe('an expression over one set of attributes', () => {
  test.each([
    ['1==1', true],
    ['1 == 2', false],
    ['0 != 1', true],
    ['"apple" != "orange"', true],
    ["name == 'Alice'", true],
    ['name == "alice"', false],
    ['name = "Alice"', true],
    ['name <> "Alice"', false],
    ['level > 4', true],
    ['level > 5', false],
    ['level >= 5', true],
    ['level < 5.5', true],
    ['level <= 4', false],
    ['level > -1', true],
    ['level == "5"', false],
    ['level > "4"', false],
    ['name > "Al"', true],
    ['active == true', true],
    ['active == false', false],
    ['name IN ["Alice", "Bob"]', true],
    ["name in ['Bob']", false],
    ['name NOT IN ["Bob"]', true],
    ['level IN [4, 5]', true],
    ['name IN []', false],
    ['languages HAS "fr"', true],
    ['languages HAS "de"', false],
    ['languages NOT HAS "de"', true],
    ['name HAS "Alice"', false],
    ['name CONTAINS "lic"', true],
    ['name NOT CONTAINS "lic"', false],
    ['languages CONTAINS "fr"', false],
    ['routing.skills HAS "billing"', true],
    ['routing.levels.billing >= 3', true],
    ['routing.levels.sales >= 0', false],
    ['name == "Bob" OR level == 5 AND active == false', false],
    ['(name == "Bob" OR level == 5) AND active == true', true],
    ['name == "Alice" OR level == 1 AND active == false', true],
    ['NOT name == "Bob"', true],
    ['NOT (name == "Alice" OR level == 1)', false],
    ['not not name == "Alice"', true],
    ['missing == "x"', false],
    ['missing != "x"', true],
    ['missing == null', true],
    ['missing.deeper == null', true],
    ['missing IN ["x"]', false],
    ['missing NOT IN ["x"]', true],
    ['missing HAS "x"', false],
    ['name IN missing', false],
    ['constructor == null', true],
    ['name == "A\\"lice"', false],
    ['languages[1] == "fr"', true],
    ['languages[2] == null', true],
    ['routing.skills[0] IN["billing"]', true],
    ['level IN[5]', true],
    ['languages == languages', false],
    ['languages != "en"', false],
    ['name NOT IN "Alice"', false],
    ['name NOT HAS "x"', false],
    ['name NOT IN missing', false],
  ])('%s is %s', (text, expected) => {
    expect(compileExpression(text)({ own: worker })).toBe(expected);
  });
});

describe('an expression over a worker and a task', () => {
  test.each([
    ['worker.sid NOT IN task.agents', false],
    ['worker.sid IN task.agents', true],
    ['worker.sid NOT IN task.nobody', false],
    ['worker.languages HAS task.language', true],
    ['worker.routing.levels.billing > 2 AND task.amount < 13', true],
    ['worker.name == task.topic', false],
    ['task.vip == false AND worker.active == true', true],
    ['topic == "billing"', true],
    ['task.nothing == null', true],
  ])('%s is %s', (text, expected) => {
    expect(compileExpression(text)({ worker, task, own: task })).toBe(expected);
  });
});

describe('what is no expression', () => {
  test.each([
    '',
    'name',
    'name ==',
    '== 1',
    'name == "open',
    'customer-value == "gold"',
    '(1 == 1',
    '1 == 1)',
    '1 == 1 2 == 2',
    'name NOT == "x"',
    'name MATCHES "x"',
    'name IN ["a" "b"]',
    'name == /x/',
  ])('%s is refused', (text) => {
    expect(() => compileExpression(text)).toThrow(SyntaxError);
  });
});
