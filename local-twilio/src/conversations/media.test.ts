import { type ConversationsHouse, startConversationsHouse } from './testing/conversations-house';

let house: ConversationsHouse;
beforeEach(async () => {
  house = await startConversationsHouse();
});
afterEach(() => house.stop());

interface MediaRecord {
  sid: string;
  filename: string;
  content_type: string;
  size: number;
  author: string;
  url: string;
  links: { content: string; content_direct_temporary: string };
}

const mediaUrl = () =>
  `${house.kernel.baseUrl()}/__t/mcs.us1.twilio.com/v1/Services/${house.account.conversationsServiceSid}/Media`;
const by = (identity: string) => ({ 'x-twilio-token': house.token(identity) });

async function upload(identity: string): Promise<MediaRecord> {
  const response = await fetch(`${mediaUrl()}?Category=media&Filename=a.txt`, {
    method: 'POST',
    headers: { ...by(identity), 'content-type': 'text/plain' },
    body: 'what I wrote',
  });
  expect(response.status).toBe(201);
  return (await response.json()) as MediaRecord;
}

test('a form with a file is taken like the bytes alone', async () => {
  const body = [
    '--limit',
    'Content-Disposition: form-data; name="file"; filename="data.json"',
    'Content-Type: application/json',
    '',
    '{}',
    '--limit--',
    '',
  ].join('\r\n');
  const headers = { ...by('alice'), 'content-type': 'multipart/form-data; boundary=limit' };
  const response = await fetch(mediaUrl(), { method: 'POST', headers, body });
  const record = (await response.json()) as MediaRecord;
  expect(record).toMatchObject({ filename: 'data.json', content_type: 'application/json', size: 2, author: 'alice' });
});

test('nothing is taken or given without a valid token', async () => {
  const { url, links } = await upload('alice');
  const refused = await fetch(mediaUrl(), { method: 'POST', headers: { 'x-twilio-token': 'nonsense' }, body: 'x' });
  expect([refused.status, ((await refused.json()) as { code: number }).code]).toEqual([401, 20101]);
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(links.content)).status).toBe(401);
});

test('the temporary link opens the bytes without a token', async () => {
  const { links } = await upload('alice');
  expect(await (await fetch(links.content_direct_temporary)).text()).toBe('what I wrote');
  expect((await fetch(`${links.content}?Key=guessed`)).status).toBe(401);
});

test('a file is seen by its author, and by those with whom it was shared', async () => {
  const { sid, url } = await upload('alice');
  const conversation = await house.service.conversations.create({});
  const rest = house.service.conversations(conversation.sid);
  await rest.participants.create({ identity: 'bob' });
  const statusFor = async (identity: string) => (await fetch(url, { headers: by(identity) })).status;
  expect([await statusFor('alice'), await statusFor('bob')]).toEqual([200, 404]);
  await rest.messages.create({ author: 'alice', mediaSid: sid });
  expect([await statusFor('bob'), await statusFor('mallory')]).toEqual([200, 404]);
});
