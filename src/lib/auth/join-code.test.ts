import { START } from '../testing/clock';
import { configuration } from '../testing/configuration';
import { CONVERSATION } from '../testing/handoff-setting';
import { refusal } from '../testing/refusal';
import { makeJoinCode, readJoinCode, readJoinProof } from './join-code';
import { deriveKeys } from './keys';
import { signSession, verifySession } from './session';
import { signVideoPass, verifyVideoPass } from './video-pass';

const keys = deriveKeys(configuration());
const PASS = { identity: 'guest_1', conversationSid: CONVERSATION, root: 'call-1', code: 'CDFG2345' };

describe('a join code', () => {
  test('has letters that nobody mistakes, each as likely as the others', () => {
    const letters = Array.from({ length: 25 }, (_, index) => makeJoinCode(1, () => index)).join('');
    expect(letters).toBe('23456789CDFGHJKMNPQRTVWXY');
    const below: number[] = [];
    makeJoinCode(8, (limit) => below.push(limit) && 0);
    expect(below).toEqual(Array(8).fill(25));
  });

  test('is as long as asked for, and another one each time', () => {
    expect(makeJoinCode(12)).toMatch(/^[2-9C-Y]{12}$/);
    expect(makeJoinCode(12)).not.toBe(makeJoinCode(12));
  });

  test.each([
    ['cdfg-2345', 'CDFG2345'],
    [' CDFG 2345 ', 'CDFG2345'],
    ['CDFG2345', 'CDFG2345'],
    ['CDFG234O', undefined],
    ['CDFG2', undefined],
    ['', undefined],
    ['C'.repeat(33), undefined],
  ])('%j is read as %j', (typed, read) => {
    expect(readJoinCode(typed)).toBe(read);
  });

  test('that no code of ours looks like is unknown without a look', async () => {
    expect(await refusal(readJoinProof(keys, { code: 'O0O0O0O0' }, START))).toEqual([404, 'code_unknown']);
  });
});

describe('a pass', () => {
  test('says who it is and for which call', async () => {
    const pass = await signVideoPass(keys, PASS, 60, START);
    expect(await verifyVideoPass(keys, pass, START)).toEqual(PASS);
    expect(await readJoinProof(keys, { pass, code: 'CDFG2345' }, START)).toEqual({ pass: PASS });
  });

  test('runs out, and cannot be made by others', async () => {
    const pass = await signVideoPass(keys, PASS, 60, START);
    expect(await refusal(verifyVideoPass(keys, pass, START + 61_000))).toEqual([401, 'pass_invalid']);
    const others = deriveKeys(configuration({ SESSION_SECRETS: 'x'.repeat(32) }));
    expect(await refusal(verifyVideoPass(others, pass, START))).toEqual([401, 'pass_invalid']);
  });

  test('is no session, and a session is no pass', async () => {
    const end = START / 1000 + 60;
    const session = { identity: 'customer_1', conversationSid: CONVERSATION, site: 'default', end };
    const signed = await signSession(keys, session, START);
    expect(await refusal(verifyVideoPass(keys, signed, START))).toEqual([401, 'pass_invalid']);
    const pass = await signVideoPass(keys, PASS, 60, START);
    expect(await refusal(verifySession(keys, pass, START))).toEqual([401, 'session_invalid']);
  });
});
