import type { SavedCall } from './call-store';
import { readSavedDocument, toSavedDocument } from './saved-document';

const CALL: SavedCall = {
  history: [{ role: 'user', content: 'An agent, please' }],
  language: 'en-US',
  turns: 1,
  tokens: 10,
  toolCalls: 0,
  beganAt: '2026-11-20T09:00:00.000Z',
};

const readAgain = (call: SavedCall) => readSavedDocument(JSON.parse(JSON.stringify(toSavedDocument(call, 1))))?.call;

it('brings a hand-over that is under way to the next instance', () => {
  const handingOver = { reasonCode: 'bot-cannot-help', summary: 'Order 7.', channel: 'voice' } as const;
  expect(readAgain({ ...CALL, isCutOff: true, handingOver })).toEqual({ ...CALL, isCutOff: true, handingOver });
  expect(readAgain({ ...CALL, handingOver: undefined })).toEqual(CALL);
});

it('keeps the history and the hand-over when its note is not valid', () => {
  const handingOver = { reasonCode: 'customer-asked', summary: 'x'.repeat(5_000), channel: 'voice' } as const;
  expect(readAgain({ ...CALL, handingOver })).toEqual({
    ...CALL,
    handingOver: { reasonCode: 'customer-asked', channel: 'voice' },
  });
});
