import type { AvailabilityResponse } from './api-types';
import { availabilityWords } from './availability-words';
import { ENGLISH } from './words';

const say = (answer: Partial<AvailabilityResponse>) =>
  availabilityWords(
    { available: true, open: true, waiting: 0, estimatedWaitSeconds: 0, pollAfterSeconds: 20, ...answer },
    ENGLISH,
    'en-GB',
    new Date(2026, 1, 28, 12).getTime(),
  );

test.each<[string, Partial<AvailabilityResponse>, ReturnType<typeof say>]>([
  ['somebody is free', {}, { mood: 'here', text: 'We are here and answer right away.' }],
  [
    'others wait, and how long is known',
    { waiting: 3, estimatedWaitSeconds: 250 },
    { mood: 'busy', text: '3 people are waiting for us. It takes about 5 minutes.' },
  ],
  [
    'one waits, and how long is not known',
    { available: false, waiting: 1, estimatedWaitSeconds: null },
    { mood: 'busy', text: 'One person is waiting for us.' },
  ],
  [
    'nobody is there',
    { available: false },
    { mood: 'away', text: 'Nobody is free at the moment. You can wait, or leave us a message.' },
  ],
  [
    'Twilio can not say',
    { available: null, waiting: null, estimatedWaitSeconds: null },
    { mood: 'away', text: 'We answer as soon as we can.' },
  ],
  ['it is closed', { open: false }, { mood: 'away', text: 'We are closed now.' }],
  [
    'it is closed and the time is nonsense',
    { open: false, opensAt: 'soon' },
    { mood: 'away', text: 'We are closed now.' },
  ],
])('when %s', (_name, answer, words) => {
  expect(say(answer)).toEqual(words);
});

test.each([
  ['the weekday', new Date(2026, 2, 2, 9, 30), /^We are closed now\. We are back Monday(,| at)? 0?9:30\.$/],
  ['in another week the date', new Date(2026, 2, 9, 9, 30), /We are back Monday(,)? 9 March(,| at) 0?9:30\.$/],
])('the opening time is told in the reader’s own time zone: %s', (_, opensAt, words) => {
  expect(say({ open: false, opensAt: opensAt.toISOString() }).text).toMatch(words);
});

test('a time is written as the words around it are, not as a language that is not spoken', () => {
  const closed = { available: true, open: false, waiting: 0, estimatedWaitSeconds: 0, pollAfterSeconds: 20 };
  const opensAt = new Date(2026, 2, 2, 9, 30).toISOString();
  const { text } = availabilityWords({ ...closed, opensAt }, ENGLISH, 'ja', new Date(2026, 1, 28).getTime());
  expect(text.replaceAll(/\s+/g, ' ')).toMatch(/^We are closed now\. We are back Monday(,| at)? 9:30 AM\.$/);
});
