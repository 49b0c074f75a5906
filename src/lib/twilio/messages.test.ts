import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { plainSid, sid } from '../testing/sid';
import { Messages } from './messages';
import { ConversationSid } from './sids';

const CONVERSATION = sid(ConversationSid, 'CH');
const PATH = `/v1/Services/${plainSid('IS')}/Conversations/${CONVERSATION}/Messages`;

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, messages: new Messages(twilio.upstream, twilio.client, plainSid('IS')) };
}

const resource = (index: number, changes: object = {}) => ({
  sid: plainSid('IM', index + 1),
  index,
  author: 'system',
  body: `Line ${index}`,
  media: null,
  attributes: '{}',
  participant_sid: null,
  date_created: '2026-11-20T10:00:00Z',
  ...changes,
});

/** A page with these indices; `next` tells whether there is another one. */
const page = (indices: number[], next: boolean): ScriptedAnswer => ({
  status: 200,
  body: {
    messages: indices.map((index) => resource(index)),
    meta: {
      key: 'messages',
      next_page_url: next ? `https://conversations.twilio.com${PATH}?Page=1` : null,
      url: `https://conversations.twilio.com${PATH}`,
    },
  },
});
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, step) => from - step);
const up = (from: number, to: number) => down(to, from).reverse();

afterEach(() => jest.restoreAllMocks());

test('README example: a message is written as its author, and webhooks hear it', async () => {
  const { twilio, messages } = setting({
    status: 201,
    body: resource(3, { author: 'customer_1', body: 'Hello', participant_sid: plainSid('MB') }),
  });
  expect(await messages.send(CONVERSATION, { author: 'customer_1', text: 'Hello', attributes: '{"a":1}' })).toEqual({
    sid: plainSid('IM', 4),
    index: 3,
    author: 'customer_1',
    byParticipant: true,
    text: 'Hello',
    attributes: '{}',
    attachments: [],
    createdAt: new Date('2026-11-20T10:00:00Z'),
  });
  expect(twilio.sent).toEqual([
    {
      line: `POST ${PATH}`,
      host: 'conversations.twilio.com',
      fields: { Author: 'customer_1', Body: 'Hello', Attributes: '{"a":1}' },
      headers: { webhookEnabled: 'true' },
    },
  ]);
});

test('a message whose answer was lost is not written again', async () => {
  const { twilio, messages } = setting({ status: 500 });
  await expect(messages.send(CONVERSATION, { author: 'a', text: 'x', attributes: '{}' })).rejects.toMatchObject({
    kind: 'unavailable',
    ambiguous: true,
  });
  expect(twilio.sent).toHaveLength(1);
});

test('what pages make of a message is changed without a word to webhooks', async () => {
  const { twilio, messages } = setting({ status: 200, body: resource(0) });
  await messages.setAttributes(CONVERSATION, plainSid('IM', 1), '{"a":2}');
  expect(twilio.sent).toMatchObject([{ line: `POST ${PATH}/${plainSid('IM', 1)}`, fields: { Attributes: '{"a":2}' } }]);
  expect(twilio.sent[0]?.headers.webhookEnabled).toBeUndefined();
});

test('attachments are told by name, type and size; a message may have no text', async () => {
  const media = [{ sid: plainSid('ME'), filename: 'bill.pdf', content_type: 'application/pdf', size: 7 }];
  const nameless = [{ sid: plainSid('ME'), filename: null, content_type: 'image/png', size: 1 }];
  const { messages } = setting({
    status: 200,
    body: {
      messages: [resource(1, { body: null, media }), resource(0, { media: nameless })],
      meta: { key: 'messages', next_page_url: null },
    },
  });
  const found = await messages.last(CONVERSATION, 2);
  expect(found.map(({ text, attachments }) => ({ text, attachments }))).toEqual([
    { text: '', attachments: [{ name: 'bill.pdf', contentType: 'application/pdf', size: 7 }] },
    { text: 'Line 0', attachments: [{ name: '', contentType: 'image/png', size: 1 }] },
  ]);
});

test('the last ones come newest first, in one call', async () => {
  const { twilio, messages } = setting(page([9, 8], true));
  expect((await messages.last(CONVERSATION, 2)).map(({ index }) => index)).toEqual([9, 8]);
  expect(twilio.sent.map(({ line, fields }) => [line, fields])).toEqual([
    [`GET ${PATH}`, { Order: 'desc', PageSize: 2 }],
  ]);
});

test('back to a moment: page by page until one is older', async () => {
  const old = { messages: [resource(0, { date_created: '2026-11-20T09:00:00Z' })], meta: { key: 'messages' } };
  const { twilio, messages } = setting(page([2, 1], true), { status: 200, body: old });
  const found = await messages.since(CONVERSATION, new Date('2026-11-20T09:59:00Z'));
  expect(found.map(({ index }) => index)).toEqual([2, 1]);
  expect(twilio.sent).toHaveLength(2);
});

describe('after an index', () => {
  const newOnes = async (index: number, ...answers: ScriptedAnswer[]) => {
    const { twilio, messages } = setting(...answers);
    const found = await messages.after(CONVERSATION, index);
    const orders = twilio.sent.map(({ fields }) => fields.Order);
    return { indices: found.messages.map((message) => message.index), more: found.more, last: found.lastIndex, orders };
  };

  test('the new ones, in order, by one call', async () => {
    expect(await newOnes(3, page(down(5, 0), false))).toEqual({
      indices: [4, 5],
      more: false,
      last: 5,
      orders: ['desc'],
    });
  });

  test('nothing is new', async () => {
    expect(await newOnes(5, page(down(5, 0), false))).toEqual({ indices: [], more: false, last: 5, orders: ['desc'] });
  });

  test('nothing was said at all', async () => {
    expect(await newOnes(-1, page([], false))).toEqual({ indices: [], more: false, last: -1, orders: ['desc'] });
  });

  test('an index that is not there yet: nothing, and what is the last one', async () => {
    expect(await newOnes(99, page(down(5, 0), false))).toMatchObject({ indices: [], more: false, last: 5 });
  });

  test('a full page that holds all that is new needs no second one', async () => {
    expect(await newOnes(149, page(down(249, 150), true))).toMatchObject({ indices: up(150, 249), orders: ['desc'] });
  });

  test('a little more than a page is fetched backwards', async () => {
    expect(await newOnes(1000, page(down(1150, 1051), true), page(down(1050, 951), true))).toEqual({
      indices: up(1001, 1100),
      more: true,
      last: 1150,
      orders: ['desc', undefined],
    });
  });

  test('from the beginning of a long one it is fetched forwards', async () => {
    expect(await newOnes(-1, page(down(1150, 1051), true), page(up(0, 99), true))).toEqual({
      indices: up(0, 99),
      more: true,
      last: 1150,
      orders: ['desc', 'asc'],
    });
  });

  test('deleted messages leave gaps and stop nothing', async () => {
    expect(await newOnes(0, page([9, 4, 0], false))).toMatchObject({ indices: [4, 9], more: false, last: 9 });
  });
});

test('in a conversation that is gone, nothing was said', async () => {
  const { messages } = setting(failure(404, 20_404));
  expect(await messages.last(CONVERSATION, 10)).toEqual([]);
  expect(await messages.since(CONVERSATION, new Date(0))).toEqual([]);
  expect(await messages.after(CONVERSATION, -1)).toEqual({ messages: [], more: false, lastIndex: -1 });
});
