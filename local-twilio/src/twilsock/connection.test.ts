import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type ConversationsHouse, startConversationsHouse } from '../conversations/testing/conversations-house';
import { decodePacket, encodePacket, type Packet } from './framing';

let house: ConversationsHouse;
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await house.stop();
});

async function connect() {
  const url = house.kernel.baseUrl().replace('http', 'ws');
  const socket = new WebSocket(`${url}/__t/tsock.us1.twilio.com/v3/wsconnect`);
  sockets.push(socket);
  const received: Packet[] = [];
  socket.on('message', (data: Buffer) => received.push(decodePacket(data)));
  await once(socket, 'open');
  const packet = async (fits: (packet: Packet) => boolean): Promise<Packet> => {
    let found = received.find(fits);
    for (; !found; found = received.find(fits)) await once(socket, 'message');
    return found;
  };
  let count = 0;
  const ask = (header: Record<string, unknown>): Promise<Packet> => {
    count += 1;
    const id = `TM${count}`;
    socket.send(encodePacket({ id, ...header }));
    return packet((reply) => reply.header.method === 'reply' && reply.header.id === id);
  };
  return { socket, ask, packet, received };
}

const getConfiguration = {
  method: 'message',
  http_request: { host: 'aim.us1.twilio.com', method: 'GET', path: '/Client/v2/Configuration', params: {} },
};
const statusOf = ({ header }: Packet) => header.status as { code: number; errorCode?: number };

test('init is answered with what the SDK registers for', async () => {
  house = await startConversationsHouse();
  const { ask } = await connect();
  const registrations = [{ product: 'ip_messaging', type: 'ers', message_types: ['twilio.sync.event'] }];
  const { header } = await ask({ method: 'init', token: house.token('alice'), registrations });
  expect(header).toMatchObject({
    status: { code: 200, status: 'OK' },
    capabilities: ['client_update'],
    init_registrations: [{ product: 'ip_messaging', type: 'ers', message_types: ['twilio.sync.event'] }],
  });
});

test('nothing is answered before init', async () => {
  house = await startConversationsHouse();
  const { ask } = await connect();
  expect(statusOf(await ask(getConfiguration))).toMatchObject({ code: 401, errorCode: 20104 });
});

test('a connection keeps its identity', async () => {
  house = await startConversationsHouse();
  const { ask } = await connect();
  await ask({ method: 'init', token: house.token('alice') });
  expect(statusOf(await ask({ method: 'update', token: house.token('mallory') })).code).toBe(403);
  expect(statusOf(await ask({ method: 'init', token: house.token('mallory') })).code).toBe(403);
  expect((await ask(getConfiguration)).payload).toMatchObject({ identity: 'alice' });
});

test('after expiry the socket answers nothing more, even when the client stays', async () => {
  house = await startConversationsHouse();
  const { ask, packet, received } = await connect();
  await ask({ method: 'init', token: house.token('alice', 1) });
  await packet(({ header }) => header.method === 'close');
  expect(received.slice(1).map(({ header }) => header)).toMatchObject([
    { method: 'client_update', client_update_type: 'token_about_to_expire' },
    { method: 'close', status: { code: 410, errorCode: 20104 } },
  ]);
  expect(statusOf(await ask(getConfiguration)).code).toBe(401);
});

test('a request that nobody knows is a 501 that names it', async () => {
  house = await startConversationsHouse();
  const { ask } = await connect();
  await ask({ method: 'init', token: house.token('alice') });
  const { header, payload } = await ask({
    method: 'message',
    http_request: { host: 'aim.us1.twilio.com', method: 'GET', path: '/Client/v2/Unknown' },
  });
  expect(header).toMatchObject({ status: { code: 200 }, http_status: { code: 501 } });
  expect(payload).toMatchObject({ message: 'The local Twilio does not know GET /Client/v2/Unknown' });
  expect(house.said.at(-1)).toContain('GET /Client/v2/Unknown');
});

test.each([
  ['bytes that are no packet', Buffer.from('hello')],
  ['a query that is not percent-encoded', encodePacket({ method: 'message', http_request: { params: { a: '%' } } })],
])('%s close the socket', async (_, bytes) => {
  house = await startConversationsHouse();
  const { socket, ask } = await connect();
  await ask({ method: 'init', token: house.token('alice') });
  socket.send(bytes);
  const [code] = await once(socket, 'close');
  expect(code).toBe(1002);
});
