import { functionsOriginOf, type InvitingMessage, videoInvitation } from './video-invitation';

const ORIGIN = 'https://handoff-1234-dev.twil.io';
const VIDEO = {
  callId: 'call-1',
  code: 'CDFGHJKM',
  joinUrl: `${ORIGIN}/video/index.html#code=CDFGHJKM`,
  expiresAt: '2026-11-20T11:00:00.000Z',
};

const invitation = (video: object, message: Partial<InvitingMessage> = {}): InvitingMessage => ({
  author: 'system',
  participantSid: null,
  attributes: { flexHandoff: { video } },
  ...message,
});

test('README example: a message of the Functions invites', () => {
  expect(videoInvitation(invitation(VIDEO), ORIGIN)).toEqual({
    ...VIDEO,
    expiresAt: new Date('2026-11-20T11:00:00.000Z'),
  });
});

test('one to a call that is over says so; whatever else stands there does not', () => {
  expect(videoInvitation(invitation({ ...VIDEO, over: true }), ORIGIN)).toMatchObject({ code: VIDEO.code, over: true });
  expect(videoInvitation(invitation({ ...VIDEO, over: 'no' }), ORIGIN)).not.toHaveProperty('over');
});

test.each([
  ['a customer', { author: 'customer_1', participantSid: 'MB1' }],
  ['a customer of another chat front end, without a participant', { author: 'customer_1' }],
  ['an agent', { author: 'alice', participantSid: 'MB2' }],
  ['a participant who is called as the Functions are', { participantSid: 'MB3' }],
  ['nobody', { author: null }],
])('the same message of %s does not', (_who, message) => {
  expect(videoInvitation(invitation(VIDEO, message), ORIGIN)).toBeUndefined();
});

test.each([
  ['another origin', 'https://evil.example/video/index.html#code=X'],
  ['a page that only looks like ours', `${ORIGIN}.evil.example/`],
  ['ours behind a password', 'https://handoff-1234-dev.twil.io@evil.example/'],
  ['ours without encryption', 'http://handoff-1234-dev.twil.io/video/index.html'],
  ['a script', 'javascript:alert(1)'],
  ['an address without an origin', '/video/index.html'],
  ['no text', 7],
])('%s is no way into a call', (_what, joinUrl) => {
  expect(videoInvitation(invitation({ ...VIDEO, joinUrl }), ORIGIN)).toBeUndefined();
});

test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])(
  '%s, as in development, is one for itself alone',
  (origin) => {
    const video = { ...VIDEO, joinUrl: `${origin}/video/index.html#code=CDFGHJKM` };
    expect(videoInvitation(invitation(video), origin)?.joinUrl).toBe(video.joinUrl);
    expect(videoInvitation(invitation(video), origin.replace('3000', '3001'))).toBeUndefined();
  },
);

test('a page at localhost is invited to 127.0.0.1: both are this machine', () => {
  const video = { ...VIDEO, joinUrl: 'http://127.0.0.1:3000/video/index.html#code=CDFGHJKM' };
  expect(videoInvitation(invitation(video), 'http://localhost:3000')?.joinUrl).toBe(video.joinUrl);
  expect(videoInvitation(invitation(video), 'http://localhost:3001')).toBeUndefined();
  expect(videoInvitation(invitation(video), 'https://localhost:3000')).toBeUndefined();
});

test('http is not private on a machine in the network', () => {
  const video = { ...VIDEO, joinUrl: 'http://192.168.1.7:3000/video/index.html' };
  expect(videoInvitation(invitation(video), 'http://192.168.1.7:3000')).toBeUndefined();
});

test.each([
  ['an end that is no time', { ...VIDEO, expiresAt: 'soon' }],
  ['no end', { ...VIDEO, expiresAt: undefined }],
  ['no code', { ...VIDEO, code: undefined }],
  ['no call', { ...VIDEO, callId: 1 }],
])('with %s it is none', (_what, video) => {
  expect(videoInvitation(invitation(video), ORIGIN)).toBeUndefined();
});

test.each([undefined, null, 'text', { flexHandoff: null }, { flexHandoff: { video: 'x' } }])(
  'attributes %j invite nobody',
  (attributes) => {
    expect(videoInvitation({ author: 'system', participantSid: null, attributes }, ORIGIN)).toBeUndefined();
  },
);

test('where neither a base URL nor a page says where the Functions are, nothing is theirs', () => {
  expect(functionsOriginOf(`${ORIGIN}/`)).toBe(ORIGIN);
  expect(functionsOriginOf()).toBeUndefined();
  expect(functionsOriginOf('nowhere')).toBeUndefined();
  expect(videoInvitation(invitation(VIDEO), undefined)).toBeUndefined();
  expect(videoInvitation(invitation(VIDEO), functionsOriginOf('file:///shop.html'))).toBeUndefined();
});
