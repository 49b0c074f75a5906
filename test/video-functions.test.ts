import { randomUUID } from 'node:crypto';
import { SignalingClient } from '../local-twilio/src/video/testing/signaling-client';
import { eventually, flowsHaveEnded, httpsUrl, setEventCallback, signed } from './testing/account';
import { Agent, type AgentChat } from './testing/agent';
import { Customer } from './testing/customer';
import { type House, type HouseOptions, startHouse } from './testing/house';

interface Room {
  roomSid: string;
  roomName: string;
  token: string;
  identity: string;
  code: string;
  joinUrl: string;
  mayFinishTask: boolean;
  invited: boolean;
}

interface Joined {
  state: string;
  token: string;
  roomName: string;
  roomSid: string;
  identity: string;
  pass?: string;
}

interface Failed {
  error?: { code: string; message: string };
}

let house: House;
let alice: Agent;
let customer: Customer;
let chat: AgentChat;
const sockets: SignalingClient[] = [];

/** Alice is there, and a customer has come. */
async function meet(options: HouseOptions): Promise<void> {
  house = await startHouse(options);
  alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
}

/** They are in a chat. */
async function open(options: HouseOptions = {}): Promise<void> {
  await meet(options);
  await customer.says('Hello');
  chat = await alice.takes(customer.chat.conversationSid);
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.cut();
  await customer.leaves();
  await alice.signOut();
  await house.stop();
});

const conversationSid = () => customer.chat.conversationSid;

/** As a page of the agents' desktop. */
const asAgent = <Body = Room>(path: string, fields: object = {}, agent = alice) =>
  house.post<Body & Failed>(
    path,
    { flexToken: agent.token, conversationSid: conversationSid(), ...fields },
    { origin: house.twilio.url },
  );

/** As the customer's page. */
const asCustomer = (fields: object) => house.post<Joined & Failed>('/video-token', fields);

const said = ({ status, body }: { status: number; body: Failed & { state?: string } }) => [
  status,
  body.error?.code ?? body.state,
];

async function enter(token: string, roomName: string): Promise<SignalingClient> {
  const socket = await SignalingClient.open(house.twilio.port);
  sockets.push(socket);
  await socket.connect(token, roomName);
  return socket;
}

interface KeptRoom {
  sid: string;
  status: string;
  participants: { identity: string; status: string }[];
  recording_rules: unknown;
}

const rooms = () => house.twilio.video.state() as KeptRoom[];
const living = () => rooms().filter(({ status }) => status === 'in-progress');

/** The agent's view, asked until it is so. */
const state = () =>
  asAgent<{ state: string; people: { identity: string }[]; recording: boolean; mayFinishTask: boolean }>(
    '/video-state',
  );

test('README example: the agent asks, the customer reads the link, both get a token, and both come in', async () => {
  await open();
  await flowsHaveEnded(house, conversationSid());
  house.twilio.requests.clear();
  const { status, body: room } = await asAgent('/video-room', { taskSid: chat.reservation.task.sid });
  expect(status).toBe(200);
  const calls = house.twilio.requests.all().filter(({ direction }) => direction === 'rest');
  expect(calls.map(({ url }) => new URL(url).host.split('.')[0]).sort()).toEqual([
    ...['conversations', 'conversations', 'conversations', 'iam'],
    ...['sync', 'sync', 'sync', 'sync', 'sync', 'sync', 'video'],
  ]);
  expect(room.joinUrl).toBe(`${house.url}/video/index.html#code=${room.code}`);
  await customer.hears(room.joinUrl);
  const { body: joined } = await asCustomer({ code: room.code });
  expect(joined).toMatchObject({ state: 'ready', roomName: room.roomName, roomSid: room.roomSid });
  await enter(room.token, room.roomName);
  await enter(joined.token, joined.roomName);
  const present = living()[0]?.participants.map(({ identity }) => identity);
  expect(present).toEqual([room.identity, joined.identity]);
  expect((await state()).body).toMatchObject({ state: 'open', mayFinishTask: false });
});

test('asked twice at the same time, there is one room and one invitation', async () => {
  await open();
  const [one, other] = await Promise.all([asAgent('/video-room'), asAgent('/video-room')]);
  expect([one.status, other.status]).toEqual([200, 200]);
  expect(other.body.roomSid).toBe(one.body.roomSid);
  expect(living().map(({ sid }) => sid)).toEqual([one.body.roomSid]);
  await customer.hears(one.body.joinUrl);
  expect((await customer.lines()).filter(({ body }) => body?.includes('#code='))).toHaveLength(1);
});

test('README example of the end: the chat ends, and the room with it', async () => {
  await open();
  const { body: room } = await asAgent('/video-room');
  const socket = await enter(room.token, room.roomName);
  await house.post('/conversation-end', { session: customer.chat.session });
  await socket.hears(({ type, status }) => type === 'disconnected' && status === 'completed');
  expect(living()).toEqual([]);
  expect(said(await asCustomer({ code: room.code }))).toEqual([410, 'video_ended']);
  expect(said(await asAgent('/video-room'))).toEqual([410, 'conversation_closed']);
});

test('the agent ends the chat in Flex: the room ends as well', async () => {
  await open();
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  const { body: room } = await asAgent('/video-room');
  const socket = await enter(room.token, room.roomName);
  await chat.ends();
  await socket.hears(({ type }) => type === 'disconnected');
  expect(living()).toEqual([]);
});

test('the agent ends the call: the chat goes on, and another call is another room', async () => {
  await open();
  const { body: room } = await asAgent('/video-room');
  const done = { status: 'completed', roomSid: room.roomSid };
  expect((await asAgent('/video-room-complete')).body).toEqual(done);
  expect((await asAgent('/video-room-complete')).body).toEqual(done);
  expect(said(await asCustomer({ session: customer.chat.session }))).toEqual([410, 'video_ended']);
  const { body: next } = await asAgent('/video-room');
  expect(next.roomSid).not.toBe(room.roomSid);
  expect(said(await asCustomer({ session: customer.chat.session }))).toEqual([200, 'ready']);
});

test('video first: the page asks for a call, waits, and is let in when the agent has come', async () => {
  await meet({});
  const { session } = customer.chat;
  const asked = await house.post<Failed>('/conversation-handoff', { session, handoff: { video: true } });
  expect(said(asked)).toEqual([200, 'queued']);
  expect(said(await asCustomer({ session }))).toEqual([200, 'waiting']);
  chat = await alice.takes(conversationSid());
  expect(chat.attributes.video).toBe(true);
  await asAgent('/video-room');
  expect(said(await asCustomer({ session }))).toEqual([200, 'ready']);
});

test('calls have a workflow of their own', async () => {
  await meet({ environment: { TASKROUTER_VIDEO_WORKFLOW_SID: `WW${'0'.repeat(32)}` } });
  const asked = (handoff: object) =>
    house.post<Failed>('/conversation-handoff', { session: customer.chat.session, handoff });
  expect(said(await asked({ video: true }))).toEqual([502, 'handoff_failed']);
  expect(said(await asked({}))).toEqual([200, 'queued']);
});

test('an end that Twilio refuses once is tried again; one that it goes on refusing is told, and the call lives', async () => {
  await open();
  const { body: room } = await asAgent('/video-room');
  const complete = { host: 'video.twilio.com', method: 'POST', path: '/Rooms/RM[0-9a-f]+$', status: 500 };
  house.twilio.fail(complete);
  expect(said(await asAgent('/video-room-complete'))).toEqual([503, 'upstream_unavailable']);
  house.twilio.mend();
  expect((await state()).body.state).toBe('open');
  expect(said(await asCustomer({ code: room.code }))).toEqual([200, 'ready']);
  house.twilio.fail({ ...complete, times: 1 });
  expect((await asAgent<{ status: string }>('/video-room-complete')).body.status).toBe('completed');
  expect(living()).toEqual([]);
});

describe('hostile', () => {
  test('an agent who is not in the conversation, and a page of a site', async () => {
    await open();
    const bob = await Agent.signIn(house, 'Bob');
    expect(said(await asAgent('/video-room', {}, bob))).toEqual([403, 'not_in_conversation']);
    await asAgent('/video-room');
    for (const path of ['/video-room-complete', '/video-state', '/video-token']) {
      expect([path, ...said(await asAgent(path, {}, bob))]).toEqual([path, 403, 'not_in_conversation']);
    }
    await bob.signOut();
    const fromShop = await house.post<Failed>('/video-room', {
      flexToken: alice.token,
      conversationSid: conversationSid(),
    });
    expect(said(fromShop)).toEqual([403, 'origin_not_allowed']);
    const token = await house.post<Failed>('/video-token', {
      flexToken: alice.token,
      conversationSid: conversationSid(),
    });
    expect(said(token)).toEqual([403, 'origin_not_allowed']);
    const fromFlex = await house.post<Failed>(
      '/video-token',
      { session: customer.chat.session },
      { origin: house.twilio.url },
    );
    expect(said(fromFlex)).toEqual([403, 'origin_not_allowed']);
  });

  test("a customer's token, a broken one, none: no agent", async () => {
    await open();
    const tryToken = async (flexToken: string | undefined) => said(await asAgent('/video-room', { flexToken }));
    expect(await tryToken(customer.chat.token)).toEqual([403, 'flex_role_refused']);
    expect(await tryToken(`${alice.token}x`)).toEqual([401, 'flex_token_invalid']);
    expect(await tryToken('no token')).toEqual([401, 'flex_token_invalid']);
    expect(await tryToken(undefined)).toEqual([400, 'input_invalid']);
    expect(rooms()).toEqual([]);
  });

  test('while Flex cannot say whose token it is, nobody is let in and nobody is told to log in again', async () => {
    await open();
    house.twilio.fail({ host: 'iam.twilio.com', status: 500 });
    expect(said(await asAgent('/video-room'))).toEqual([503, 'flex_unavailable']);
    house.twilio.mend();
    house.twilio.fail({ host: 'iam.twilio.com', reset: true });
    expect(said(await asAgent('/video-room'))).toEqual([503, 'flex_unavailable']);
    house.twilio.mend();
    expect((await asAgent('/video-room')).status).toBe(200);
  });

  test('whoever was removed for good comes back by nothing that they hold', async () => {
    await open();
    const { body: room } = await asAgent('/video-room');
    const { session } = customer.chat;
    const [bad, stored, good] = [
      await asCustomer({ code: room.code }),
      await asCustomer({ code: room.code }),
      await asCustomer({ session }),
    ].map(({ body }) => body);
    const socket = await enter(bad?.token ?? '', room.roomName);
    const gone = await asAgent('/video-person-remove', { identity: bad?.identity, forGood: true });
    await socket.hears(({ type }) => type === 'disconnected');
    expect(gone.body).toMatchObject({ state: 'removed', invited: false });
    expect(living().map(({ sid }) => sid)).toEqual([gone.body.roomSid]);
    for (const { pass } of [bad, stored].flatMap((one) => one ?? [])) {
      expect(said(await asCustomer({ pass }))).toEqual([403, 'removed']);
    }
    expect(said(await asCustomer({ code: room.code }))).toEqual([404, 'code_unknown']);
    const { body: over } = await asCustomer({ session });
    expect(over).toMatchObject({ state: 'ready', roomSid: gone.body.roomSid, identity: good?.identity });
    const again = await asAgent('/video-person-remove', { identity: bad?.identity, forGood: true });
    expect(again.body).toMatchObject({ state: 'removed', roomSid: gone.body.roomSid });
    await asAgent('/video-room-complete');
    expect(said(await asCustomer({ pass: stored?.pass }))).toEqual([403, 'removed']);
  });

  test('guessed and expired codes', async () => {
    await open({ environment: { CODE_TTL: '60' } });
    const { body: room } = await asAgent('/video-room');
    expect(said(await asCustomer({ code: 'XXXXXXXX' }))).toEqual([404, 'code_unknown']);
    expect(said(await asCustomer({ code: 'x' }))).toEqual([404, 'code_unknown']);
    // Twice as many, should a minute end meanwhile.
    for (let wrong = 1; wrong < 120; wrong += 1) {
      if ((await asCustomer({ code: 'XXXXXXXX' })).status === 429) break;
    }
    const closed = await asCustomer({ code: room.code });
    expect(said(closed)).toEqual([429, 'too_many_codes']);
    expect(Number(closed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(said(await asCustomer({ session: customer.chat.session }))).toEqual([200, 'ready']);
  });

  test('who was never in the call says nothing about it, whatever pass they hold', async () => {
    await open({ environment: { VIDEO_RECORD_BY_DEFAULT: 'true' } });
    const { body: room } = await asAgent('/video-room');
    const { body: asked } = await asCustomer({ code: room.code });
    expect(asked.state).toBe('consent_needed');
    const { pass } = asked;
    const rate = () => house.post<Failed & { state?: string }>('/conversation-rate', { pass, score: 1 });
    expect(said(await rate())).toEqual([403, 'not_in_call']);
    const { body: joined } = await asCustomer({ pass, consent: true });
    expect(said(await rate())).toEqual([403, 'not_in_call']);
    const socket = await enter(joined.token, joined.roomName);
    expect(said(await rate())).toEqual([200, 'stored']);
    socket.cut();
  });

  test('nobody chooses an identity: there is no field for one, and a session is its own conversation alone', async () => {
    await open();
    const { body: room } = await asAgent('/video-room');
    const asked = await asCustomer({ code: room.code, identity: room.identity });
    expect(said(asked)).toEqual([400, 'input_invalid']);
    const other = await house.post<{ session: string }>('/conversation-create', { requestId: randomUUID() });
    expect(said(await asCustomer({ session: other.body.session }))).toEqual([200, 'waiting']);
    const { body: joined } = await asCustomer({ session: customer.chat.session, conversationSid: conversationSid() });
    expect(joined.identity).not.toBe(room.identity);
  });

  test('a forged status callback is refused, a replayed one changes nothing', async () => {
    await open();
    const { body: room } = await asAgent('/video-room');
    const path = `/webhook?conversationSid=${conversationSid()}`;
    const params = {
      StatusCallbackEvent: 'participant-disconnected',
      AccountSid: house.twilio.account.accountSid,
      RoomSid: room.roomSid,
      RoomName: room.roomName,
      SequenceNumber: '7',
      ParticipantSid: `PA${'1'.repeat(32)}`,
      ParticipantIdentity: room.identity,
    };
    const forged = await fetch(house.url + path, { method: 'POST', body: new URLSearchParams(params) });
    expect(forged.status).toBe(400);
    expect((await signed(house, path, params)).body).toEqual({ handled: true });
    const late = { ...params, StatusCallbackEvent: 'participant-connected', SequenceNumber: '3' };
    expect((await signed(house, path, late)).body).toEqual({ handled: true });
    expect((await asAgent('/video-room')).body.mayFinishTask).toBe(true);
    const other = await house.post<{ conversationSid: string }>('/conversation-create', { requestId: randomUUID() });
    const elsewhere = `/webhook?conversationSid=${other.body.conversationSid}`;
    const over = { ...params, StatusCallbackEvent: 'room-ended' };
    expect((await signed(house, elsewhere, over)).body).toEqual({ handled: false });
    expect((await state()).body.state).toBe('open');
    await asAgent('/video-room-complete');
    const revives = { ...late, ParticipantSid: `PA${'2'.repeat(32)}` };
    await signed(house, path, revives);
    expect((await state()).body).toMatchObject({ state: 'ended', people: [], mayFinishTask: true });
    const foreign = { ...params, AccountSid: `AC${'9'.repeat(32)}` };
    expect(said(await signed(house, path, foreign))).toEqual([403, 'foreign_event']);
  });
});

describe.each([
  { name: 'status callbacks out of order', assumptions: {} },
  {
    name: 'status callbacks in order and twice',
    assumptions: { videoCallbacksReordered: false, videoSequenceNumbersOrder: true, videoCallbackDuplicates: 2 },
  },
])('with $name', ({ assumptions }) => {
  test('who was removed is put out again with the token they hold, and gets none', async () => {
    await open({ assumptions });
    const { body: room } = await asAgent('/video-room');
    const { body: joined } = await asCustomer({ session: customer.chat.session });
    const socket = await enter(joined.token, joined.roomName);
    expect((await asAgent('/video-person-remove', { identity: joined.identity })).body).toEqual({ state: 'removed' });
    await socket.hears(({ type }) => type === 'disconnected');
    expect(said(await asCustomer({ session: customer.chat.session }))).toEqual([403, 'removed']);
    const again = await enter(joined.token, joined.roomName);
    await again.hears(({ type }) => type === 'disconnected');
    expect(said(await asCustomer({ code: room.code }))).toEqual([404, 'code_unknown']);
  });

  test('recording starts when everybody consents, and stops before somebody who does not is let in', async () => {
    await open({ assumptions, environment: { VIDEO_RECORD_BY_DEFAULT: 'true' } });
    const { body: room } = await asAgent('/video-room');
    await enter(room.token, room.roomName);
    const asked = await asCustomer({ code: room.code });
    expect(said(asked)).toEqual([200, 'consent_needed']);
    const { body: joined } = await asCustomer({ pass: asked.body.pass, consent: true });
    await enter(joined.token, joined.roomName);
    const rule = () => JSON.stringify(living()[0]?.recording_rules);
    await eventually('the call is recorded', () => rule().includes('include'));
    expect(said(await asCustomer({ session: customer.chat.session, consent: false }))).toEqual([200, 'ready']);
    await eventually('no more', () => rule().includes('exclude'));
  });
});

describe('when Twilio fails once, the next request leaves one room and one invitation to it', () => {
  const CALLS = [
    { host: 'conversations.twilio.com', method: 'GET', path: '/Conversations/CH[0-9a-f]+$' },
    { host: 'conversations.twilio.com', method: 'GET', path: '/Participants/' },
    { host: 'conversations.twilio.com', method: 'POST', path: '/Messages$' },
    { host: 'sync.twilio.com', method: 'GET', path: '/Documents/' },
    { host: 'sync.twilio.com', method: 'POST', path: '/Documents$' },
    { host: 'sync.twilio.com', method: 'POST', path: '/Documents/' },
    { host: 'video.twilio.com', method: 'POST', path: '/Rooms$' },
  ];
  const TROUBLES = [
    { name: '500', status: 500, times: 3 },
    { name: '500 after the work was done', status: 500, afterwards: true, times: 3 },
    { name: 'cut', reset: true, times: 1 },
    { name: 'cut after the work was done', reset: true, afterwards: true, times: 1 },
    { name: '429', status: 429, times: 1 },
  ];

  /** Asks until it is there. */
  const insist = async (): Promise<Room> => {
    for (let asked = 0; asked < 8; asked += 1) {
      const { status, body } = await asAgent('/video-room');
      if (status === 200) return body;
    }
    throw new Error('The call does not come about');
  };

  test.each(TROUBLES)(
    '$name',
    async ({ name: _, ...trouble }) => {
      await open();
      for (const call of CALLS) {
        house.twilio.fail({ ...call, ...trouble });
        await asAgent('/video-room');
        house.twilio.mend();
        const label = `${call.method} ${call.path}`;
        const answer = await insist();
        expect([label, ...living().map(({ sid }) => sid)]).toEqual([label, answer.roomSid]);
        await customer.hears(answer.joinUrl);
        expect(said(await asCustomer({ code: answer.code }))).toEqual([200, 'ready']);
        await asAgent('/video-room-complete');
      }
    },
    60_000,
  );
});
