import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { plainSid } from '../testing/sid';
import { Sync } from './sync';

const SERVICE = plainSid('IS', 2);
const BASE = `/v1/Services/${SERVICE}/Documents`;
const document = { sid: plainSid('ET'), unique_name: 'a', data: { value: 1 }, revision: '3f' };

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, sync: new Sync(twilio.upstream, twilio.client, SERVICE) };
}

afterEach(() => jest.restoreAllMocks());

test('README example: created with data as JSON and a TTL in seconds', async () => {
  const { twilio, sync } = setting({ status: 201, body: document });
  expect(await sync.create('a', { value: 1 }, 60)).toEqual({ data: { value: 1 }, revision: '3f' });
  expect(twilio.sent).toEqual([
    {
      line: `POST ${BASE}`,
      host: 'sync.twilio.com',
      fields: { UniqueName: 'a', Data: '{"value":1}', Ttl: 60 },
      headers: {},
    },
  ]);
});

test('a taken name is an answer', async () => {
  expect(await setting(failure(409, 54_301)).sync.create('a', {}, 60)).toBeUndefined();
});

test('an update is made by who saw the last revision alone', async () => {
  const { twilio, sync } = setting({ status: 200, body: { ...document, revision: '40' } });
  expect(await sync.update('a', { value: 2 }, '3f', 60)).toEqual({ data: { value: 1 }, revision: '40' });
  expect(twilio.sent[0]).toMatchObject({
    line: `POST ${BASE}/a`,
    fields: { Data: '{"value":2}', Ttl: 60 },
    headers: { ifMatch: '3f' },
  });
});

test.each([
  ['changed', failure(412, 54_103)],
  ['removed', failure(404, 20_404)],
])('what was %s in between is not updated', async (_, answer) => {
  expect(await setting(answer).sync.update('a', {}, '3f', 60)).toBeUndefined();
});

test('what is not there is undefined, and removing it is fine', async () => {
  const { twilio, sync } = setting(failure(404, 20_404));
  expect(await sync.fetch('a')).toBeUndefined();
  await expect(sync.remove('a')).resolves.toBeUndefined();
  expect(twilio.sent.map(({ line }) => line)).toEqual([`GET ${BASE}/a`, `DELETE ${BASE}/a`]);
});

test('another refusal is thrown', async () => {
  const tooLarge = setting(failure(413, 54_006)).sync;
  await expect(tooLarge.create('a', {}, 60)).rejects.toMatchObject({ kind: 'refused', status: 413, code: 54_006 });
});

test('throttled, it is asked again', async () => {
  const { twilio, sync } = setting(failure(429, 20_429), { status: 200, body: document });
  expect(await sync.fetch('a')).toEqual({ data: { value: 1 }, revision: '3f' });
  expect(twilio.sent).toHaveLength(2);
});

describe('a list', () => {
  const LISTS = `/v1/Services/${SERVICE}/Lists`;

  test('is made with a TTL in seconds; there already is fine', async () => {
    const { twilio, sync } = setting({ status: 201, body: { sid: plainSid('ES') } }, failure(409, 54_301));
    await sync.createList('minute', 120);
    await sync.createList('minute', 120);
    expect(twilio.sent[0]).toMatchObject({ line: `POST ${LISTS}`, fields: { UniqueName: 'minute', Ttl: 120 } });
    expect(twilio.sent).toHaveLength(2);
  });

  test('says how many were there before', async () => {
    const { twilio, sync } = setting({ status: 201, body: { index: 7, data: {} } });
    expect(await sync.append('minute')).toBe(7);
    expect(twilio.sent[0]).toMatchObject({ line: `POST ${LISTS}/minute/Items`, fields: { Data: '{}' } });
  });

  test('that is refused is an error', async () => {
    await expect(setting(failure(404, 20_404)).sync.append('minute')).rejects.toMatchObject({ status: 404 });
  });
});

test('the last items of a list, oldest first', async () => {
  const items = [3, 2].map((index) => ({ index, data: { at: index } }));
  const { twilio, sync } = setting({ status: 200, body: { items, meta: { key: 'items' } } });
  expect(await sync.items('lines', 2)).toEqual([{ at: 2 }, { at: 3 }]);
  expect(twilio.sent).toMatchObject([
    { line: `GET /v1/Services/${SERVICE}/Lists/lines/Items`, fields: { Order: 'desc', PageSize: 2 } },
  ]);
});

test('a list that is not there has no items', async () => {
  expect(await setting(failure(404, 20_404)).sync.items('lines', 2)).toEqual([]);
});
