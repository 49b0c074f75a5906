import type { AvailabilityResponse } from '../chat/api-types';
import { type ChatAttachment, DEFAULT_RULES } from '../chat/attachments';
import { type ChatMessage, type ChatNotice, type ChatState, INITIAL_STATE } from '../chat/chat-state';

const ALICE = { identity: 'alice', name: 'Alice Berger' };
const BOB = { identity: 'bob', name: 'Bob Okafor' };
const NOON = new Date().setHours(12, 0, 0, 0);

const AVAILABILITY: AvailabilityResponse = {
  available: true,
  open: true,
  waiting: 0,
  estimatedWaitSeconds: 0,
  position: null,
  pollAfterSeconds: 60,
};

let minute = 0;

function say(from: ChatMessage['from'], text: string, more: Partial<ChatMessage> = {}): ChatMessage {
  minute += 1;
  return {
    kind: 'message',
    key: `demo-${minute}`,
    from,
    identity: from === 'agent' ? ALICE.identity : '',
    text,
    attachments: [],
    at: new Date(NOON + minute * 60_000),
    status: 'sent',
    read: false,
    ...more,
  };
}

const invite = (minutesLeft: number): ChatMessage =>
  say('assistant', 'You are invited to a video call. Open https://functions.example/video/#code=CDFGHJKM', {
    videoInvitation: {
      callId: 'demo',
      code: 'CDFGHJKM',
      joinUrl: 'https://functions.example/video/index.html#code=CDFGHJKM',
      expiresAt: new Date(Date.now() + minutesLeft * 60_000),
    },
  });

const note = (notice: ChatNotice['notice'], identity: string, from?: string): ChatNotice => ({
  kind: 'notice',
  key: `${notice}-${identity}`,
  notice,
  identity,
  from,
  at: new Date(NOON),
});

const file = (name: string, contentType: string, size: number): ChatAttachment => ({
  key: name,
  name,
  contentType,
  size,
  url: async () => new URL('/demo-photo.svg', location.href).href,
});

const BEGINNING = [
  say('me', 'Order 4711 has not arrived', { read: true }),
  say('assistant', 'Thank you. An agent will be with you as soon as possible.'),
  note('agent-joined', 'alice'),
  say('agent', 'Good evening Mia, I am looking for your parcel.'),
  say('agent', 'It is with your neighbour, at number 12. Here is the proof: https://parcels.example/4711'),
];

const OPEN: ChatState = {
  ...INITIAL_STATE,
  phase: 'open',
  connection: 'connected',
  attachmentRules: DEFAULT_RULES,
  availability: AVAILABILITY,
  agents: [ALICE],
  people: { alice: ALICE, bob: BOB },
  entries: BEGINNING,
};

const NEW: ChatState = { ...INITIAL_STATE, attachmentRules: DEFAULT_RULES, availability: AVAILABILITY };
const WAITING = { ...OPEN, agents: [], entries: BEGINNING.slice(0, 2) };
const ENDED: ChatState = { ...OPEN, phase: 'ended', agents: [], endedBy: 'other' };

/** Every state that a customer can meet, as the client would tell it. */
export const DEMO_STATES = {
  form: NEW,
  busy: { ...NEW, availability: { ...AVAILABILITY, waiting: 3, estimatedWaitSeconds: 240 } },
  closed: {
    ...NEW,
    availability: {
      ...AVAILABILITY,
      available: false,
      open: false,
      opensAt: new Date(NOON + 75_600_000).toISOString(),
    },
  },
  opening: { ...INITIAL_STATE, phase: 'opening' },
  empty: { ...OPEN, agents: [], entries: [] },
  waiting: { ...WAITING, availability: { ...AVAILABILITY, waiting: 3, position: 2, estimatedWaitSeconds: 240 } },
  chat: { ...OPEN, entries: [...BEGINNING, say('me', 'Thank you, Alice!', { read: true })], typing: ['alice'] },
  verified: { ...OPEN, verified: true },
  files: {
    ...OPEN,
    entries: [
      say('me', 'This is how it looks.', {
        attachments: [file('lamp on my desk.jpg', 'image/jpeg', 1_480_000)],
        read: true,
      }),
      say('agent', '', {
        attachments: [file('Invoice 2025-4711 with a rather long name.pdf', 'application/pdf', 84_000)],
      }),
      say('me', '', { attachments: [file('receipt.png', 'image/png', 320_000)], status: 'sending' }),
    ],
  },
  transferred: {
    ...OPEN,
    agents: [BOB],
    entries: [
      ...BEGINNING,
      note('agent-transferred', 'bob', 'alice'),
      say('agent', 'Hello, I take over from here.', { identity: 'bob' }),
    ],
  },
  invited: { ...OPEN, entries: [...BEGINNING, invite(-1), say('agent', 'Let me call you again.'), invite(60)] },
  unsent: { ...OPEN, entries: [...BEGINNING, say('me', 'Are you still there?', { status: 'failed' })] },
  reconnecting: { ...OPEN, connection: 'reconnecting' },
  failed: {
    ...OPEN,
    phase: 'failed',
    agents: [],
    entries: [say('me', 'Order 4711 has not arrived', { status: 'sending' })],
    problem: { code: 'network', retryable: true, requestId: '5d2c1c0e-0000-4000-8000-3f1b2a7c9d10' },
  },
  ended: { ...ENDED, rating: 'possible' },
  rated: { ...ENDED, endedBy: 'customer', rating: 'sent' },
  hostile: {
    ...OPEN,
    agents: [{ identity: 'alice', name: '<img src=x onerror=alert(1)>', avatar: 'javascript:alert(1)' }],
    people: { alice: { identity: 'alice', name: '<img src=x onerror=alert(1)>', avatar: 'javascript:alert(1)' } },
    entries: [
      say('agent', '<script>alert(1)</script> javascript:alert(1) https://example.com/"onmouseover="alert(1)'),
      say('agent', 'ا'.repeat(20) + 'W'.repeat(300)),
      say('agent', '', { attachments: [file('"><svg onload=alert(1)>.html', 'text/html', 12)] }),
    ],
  },
} as const satisfies Record<string, ChatState>;

export type DemoStateName = keyof typeof DEMO_STATES;
