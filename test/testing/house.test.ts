import { randomUUID } from 'node:crypto';
import { startHouse } from './house';

test('two houses in one process never meet', async () => {
  const [one, other] = await Promise.all([startHouse(), startHouse()]);
  const created = await Promise.all(
    [one, other, one].map((house) =>
      house.post<{ conversationSid: string }>('/conversation-create', { requestId: randomUUID() }),
    ),
  );
  expect(created.map(({ status }) => status)).toEqual([200, 200, 200]);
  const sids = created.map(({ body }) => body.conversationSid);
  const known = (house: typeof one) =>
    sids.map((sid) => JSON.stringify(house.twilio.conversations.state()).includes(sid));
  expect([known(one), known(other)]).toEqual([
    [true, false, true],
    [false, true, false],
  ]);
  await Promise.all([one.stop(), other.stop()]);
});

test('traffic that does not fit the OpenAPI fails the end of a test, unless it is meant', async () => {
  const misspelt = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'UniqeName=x',
  };
  const send = async (url: string) =>
    void (await fetch(`${url}/__t/conversations.twilio.com/v1/Conversations`, misspelt));

  const strict = await startHouse();
  await send(strict.url);
  await expect(strict.stop()).rejects.toThrow('form must NOT have additional properties (UniqeName)');

  const meant = await startHouse({ unchecked: ({ requestBody }) => requestBody.includes('UniqeName') });
  await send(meant.url);
  await meant.stop();
});
