import { type WhatNext, whatNext } from './what-next';

const AGENT_ASKED: WhatNext = { next: 'agent', because: 'asked' };
const BOT_LOST: WhatNext = { next: 'agent', because: 'lost' };
const AGAIN: WhatNext = { next: 'reconnect' };
const DONE: WhatNext = { next: 'done' };

const RECONNECTS = 2;
const after = (facts: Partial<Parameters<typeof whatNext>[0]>) =>
  whatNext(
    { CallStatus: 'in-progress', SessionStatus: '', HandoffData: '', ErrorCode: '', attempt: 0, ...facts },
    RECONNECTS,
  );

test('README example: the bot hands over, and the caller is on the line', () => {
  expect(after({ SessionStatus: 'ended', HandoffData: '{"reasonCode":"customer-asked"}' })).toEqual(AGENT_ASKED);
});

test('the bot has said goodbye', () => {
  expect(after({ SessionStatus: 'ended' })).toEqual(DONE);
});

test.each(['completed', 'busy', 'failed', 'no-answer', 'canceled'])(
  'a call that is %s is done, whatever was told',
  (CallStatus) => {
    for (const SessionStatus of ['ended', 'completed', 'failed', '', 'news']) {
      for (const HandoffData of ['', '{"reasonCode":"customer-asked"}', 'not JSON']) {
        for (const ErrorCode of ['', '39001']) {
          expect(after({ CallStatus, SessionStatus, HandoffData, ErrorCode })).toEqual(DONE);
        }
      }
    }
  },
);

test('the caller hung up, which a flow knows by the session alone', () => {
  expect(after({ CallStatus: 'ringing', SessionStatus: 'completed' })).toEqual(DONE);
  expect(after({ CallStatus: '', SessionStatus: 'completed' })).toEqual(DONE);
});

test('whoever is said to have hung up and is on the line all the same reaches an agent', () => {
  expect(after({ SessionStatus: 'completed' })).toEqual(BOT_LOST);
});

test.each(['39001', '64105', '64102', '64109', '99999', ''])(
  'a session lost with error "%s" is begun anew, so often as is set',
  (ErrorCode) => {
    const lost = (attempt: number) => after({ SessionStatus: 'failed', ErrorCode, attempt });
    expect([0, 1, 2, 3, 999].map(lost)).toEqual([AGAIN, AGAIN, BOT_LOST, BOT_LOST, BOT_LOST]);
  },
);

test.each(['64101', '64106'])('settings that Twilio or a provider refuses (%s) are not tried again', (ErrorCode) => {
  expect(after({ SessionStatus: 'failed', ErrorCode })).toEqual(BOT_LOST);
});

test('no session is begun anew where none may be', () => {
  const facts = { CallStatus: 'in-progress', SessionStatus: 'failed', HandoffData: '', ErrorCode: '39001', attempt: 0 };
  expect(whatNext(facts, 0)).toEqual(BOT_LOST);
});

test.each(['failed', 'ended', 'completed', '', 'news'])(
  'with something told, an agent is asked: session %s',
  (SessionStatus) => {
    for (const HandoffData of ['{}', 'not JSON', ' ', '[]']) {
      expect(after({ SessionStatus, HandoffData })).toEqual(AGENT_ASKED);
    }
  },
);

test('an error counts more than an end, and a state that nobody knows is a loss', () => {
  expect(after({ SessionStatus: 'ended', ErrorCode: '64105' })).toEqual(AGAIN);
  expect(after({ SessionStatus: 'news' })).toEqual(AGAIN);
  expect(after({ ErrorCode: '39001' })).toEqual(AGAIN);
});

test('there was no session at all: the relay is not configured, or the call was taken from it', () => {
  expect(after({})).toEqual(BOT_LOST);
  expect(after({ CallStatus: '' })).toEqual(BOT_LOST);
});
