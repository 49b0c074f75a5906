import { flowOn, widget } from '../testing/build-flow';
import { ACCOUNT_CASES, SECRETS } from '../testing/cases/account-cases';
import { expectRuleCase, findingsOf } from '../testing/try-rule';
import { ACCOUNT_RULES } from './account';

const HEX = '9f86d081884c7d659a2feaa0c55ad015';
const CALL = 'incomingCall';
const post = (body: string) =>
  flowOn(CALL, widget('post', 'make-http-request', {}, { url: 'https://api.example.com/', method: 'POST', body }));

test.each(ACCOUNT_CASES)('$rule: $about', expectRuleCase);

test('every rule has a flow that breaks it', () => {
  expect(new Set(ACCOUNT_CASES.map(({ rule }) => rule))).toEqual(new Set(ACCOUNT_RULES.map(({ id }) => id)));
});

test.each(SECRETS)('no message repeats the secret: %s', (_about, text) => {
  const told = ACCOUNT_RULES.flatMap(({ id }) => findingsOf(id, post(text))).map(({ message }) => message);
  expect(told.length).toBeGreaterThan(0);
  const words = text.split(/[^\w-]+/).filter((word) => word.length > 12 && !/^(?:Authorization|services)$/.test(word));
  for (const word of words) expect(told.join('\n')).not.toContain(word);
  expect(told.join('\n')).not.toContain('lovelace');
});

test('a SID, a number and an address are told by their first characters', () => {
  const flow = flowOn(
    CALL,
    widget(
      'dial',
      'connect-call-to',
      {},
      { to: '+441632960123, +441632960456', caller_id: 'ada@example.com', sip_endpoint: `PN${HEX}` },
    ),
  );
  const told = ['A080', 'A082', 'A091'].flatMap((id) => findingsOf(id, flow)).map(({ message }) => message);
  expect(told).toEqual([
    'Hard-coded: phone number PN9f… in properties.sip_endpoint',
    'properties.to holds the phone number +441…',
    'properties.caller_id holds the e-mail address ada@…',
  ]);
});
