import { requireSize } from './media-upload';
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
  message_sid: string | null;
  channel_sid: string | null;
  links: { content: string; content_direct_temporary?: string };
}

const host = () => `${house.kernel.baseUrl()}/__t/mcs.us1.twilio.com`;
const mediaUrl = () => `${host()}/v1/Services/${house.account.conversationsServiceSid}/Media`;
const by = (identity: string) => ({ 'x-twilio-token': house.token(identity) });
const asAccount = () => ({
  authorization: `Basic ${btoa(`${house.account.apiKey}:${house.account.apiSecret}`)}`,
});

async function upload(headers: Record<string, string>, query = '?Category=media&Filename=a.txt'): Promise<MediaRecord> {
  const response = await fetch(mediaUrl() + query, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', ...headers },
    body: 'what I wrote',
  });
  expect(response.status).toBe(201);
  return (await response.json()) as MediaRecord;
}

async function fetchRecord({ url }: MediaRecord, headers: Record<string, string>): Promise<MediaRecord> {
  return (await (await fetch(host() + url, { headers })).json()) as MediaRecord;
}

const temporaryUrl = ({ links }: MediaRecord) => links.content_direct_temporary ?? 'none';

test('an upload is answered as the media service does: relative URLs, and no temporary one yet', async () => {
  const record = await upload(by('alice'));
  const url = `/v1/Services/${house.account.conversationsServiceSid}/Media/${record.sid}`;
  expect(record).toEqual({
    sid: expect.stringMatching(/^ME[0-9a-f]{32}$/),
    service_sid: house.account.conversationsServiceSid,
    date_created: expect.any(String),
    date_upload_updated: expect.any(String),
    date_updated: expect.any(String),
    links: { content: `${url}/Content` },
    size: 12,
    content_type: 'text/plain',
    filename: 'a.txt',
    author: 'alice',
    category: 'media',
    message_sid: null,
    channel_sid: null,
    url,
    is_multipart_upstream: false,
  });
});

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

test('nothing is taken or given without a valid token or the key of the account', async () => {
  const { url, links } = await upload(by('alice'));
  const refused = await fetch(mediaUrl(), { method: 'POST', headers: { 'x-twilio-token': 'nonsense' }, body: 'x' });
  expect([refused.status, ((await refused.json()) as { code: number }).code]).toEqual([401, 20101]);
  expect((await fetch(host() + url)).status).toBe(401);
  expect((await fetch(host() + links.content)).status).toBe(401);
  const wrong = { authorization: `Basic ${btoa(`${house.account.apiKey}:guessed`)}` };
  expect((await fetch(host() + url, { headers: wrong })).status).toBe(401);
});

test('an empty file, a form without one and a malformed one are refused', async () => {
  const statusOf = async (type: string, body: string) =>
    (await fetch(mediaUrl(), { method: 'POST', headers: { ...by('alice'), 'content-type': type }, body })).status;
  expect(await statusOf('text/plain', '')).toBe(400);
  expect(await statusOf('multipart/form-data; boundary=limit', 'nothing of the kind')).toBe(400);
  const field = '--limit\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--limit--\r\n';
  expect(await statusOf('multipart/form-data; boundary=limit', field)).toBe(400);
});

test('150 MB are taken, one byte more is not', () => {
  expect(() => requireSize(157_286_400)).not.toThrow();
  expect(() => requireSize(157_286_401)).toThrow(expect.objectContaining({ status: 413 }));
});

test('the temporary URL opens the bytes without a token, on another host, for five minutes', async () => {
  const record = await fetchRecord(await upload(by('alice')), by('alice'));
  const url = temporaryUrl(record);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/__t\/media\.us1\.twilio\.com\/[0-9a-f]{32}$/);
  const response = await fetch(url);
  expect(await response.text()).toBe('what I wrote');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/plain',
    'access-control-allow-origin': '*',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  expect((await fetch(`${url.slice(0, -1)}x`)).status).toBe(404);

  house.clock.advance(299_000);
  expect((await fetch(url)).status).toBe(200);
  house.clock.advance(1_000);
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(temporaryUrl(await fetchRecord(record, by('alice'))))).status).toBe(200);
});

test('a file is seen by its author, and by those with whom it was shared', async () => {
  const record = await upload(by('alice'));
  const conversation = await house.service.conversations.create({});
  const rest = house.service.conversations(conversation.sid);
  await rest.participants.create({ identity: 'bob' });
  const statusFor = async (identity: string) => (await fetch(host() + record.url, { headers: by(identity) })).status;
  expect([await statusFor('alice'), await statusFor('bob')]).toEqual([200, 404]);
  const message = await rest.messages.create({ author: 'alice', mediaSid: record.sid });
  expect([await statusFor('bob'), await statusFor('mallory')]).toEqual([200, 404]);
  expect(await fetchRecord(record, by('bob'))).toMatchObject({
    message_sid: message.sid,
    channel_sid: conversation.sid,
  });
});

test('the account uploads, reads and sends files by REST', async () => {
  const record = await upload(asAccount(), '?Filename=terms.txt');
  expect(record).toMatchObject({ author: 'system', category: 'media', filename: 'terms.txt' });
  expect(await (await fetch(host() + record.links.content, { headers: asAccount() })).text()).toBe('what I wrote');
  expect((await fetch(host() + record.url, { headers: by('alice') })).status).toBe(404);
  const conversation = await house.service.conversations.create({});
  const rest = house.service.conversations(conversation.sid);
  const message = await rest.messages.create({ author: 'bot', mediaSid: record.sid });
  expect(message.media).toEqual([{ sid: record.sid, size: 12, content_type: 'text/plain', filename: 'terms.txt' }]);
  const customers = await upload(by('alice'));
  expect(await fetchRecord(customers, asAccount())).toMatchObject({ author: 'alice' });
});

test('several records at once: those that the caller may see', async () => {
  const mine = await upload(by('alice'));
  const theirs = await upload(by('bob'));
  const response = await fetch(`${mediaUrl()}Set`, {
    method: 'POST',
    headers: { ...by('alice'), 'content-type': 'application/json' },
    body: JSON.stringify({ command: 'get', list: [{ media_sid: mine.sid }, { media_sid: theirs.sid }] }),
  });
  expect(await response.json()).toEqual([
    { code: 200, media_record: expect.objectContaining({ sid: mine.sid, filename: 'a.txt' }) },
    { code: 404, media_record: { sid: theirs.sid } },
  ]);
});
