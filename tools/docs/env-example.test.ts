import * as v from 'valibot';
import { VARIABLES } from '../../src/lib/config';
import { envExample } from './env-example';
import { VARIABLE_TEXTS } from './variable-texts';

const names = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];

test.each(names)('%s says what holds when it is not set, unless it must be set', (name) => {
  const mustBeSet = !v.safeParse(VARIABLES[name].schema, undefined).success;
  expect(VARIABLE_TEXTS[name].otherwise === undefined).toBe(mustBeSet);
});

test('every variable has a line, those that need not be set as a comment', () => {
  const lines = envExample().split('\n');
  for (const name of names) expect(lines).toContain(`${VARIABLE_TEXTS[name].otherwise ? '# ' : ''}${name}=`);
});
