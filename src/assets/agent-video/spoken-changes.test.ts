import { person } from '../video-room/testing/person';
import { type CallView, NOBODY } from './call-view';
import { spokenChange } from './spoken-changes';
import { ENGLISH } from './words';

const GUEST = person('guest', 'guest_1');
const view = (changes: Partial<CallView>): CallView => ({ ...NOBODY, phase: 'inCall', ...changes });

const spoken = (before: Partial<CallView>, after: Partial<CallView>) =>
  spokenChange(view(before), view(after), 'Mia', ENGLISH);

test('who comes and goes is said by name', () => {
  expect(spoken({}, { people: [person('customer', 'customer_1')] })).toBe('Mia has joined.');
  expect(spoken({ people: [GUEST] }, { people: [GUEST, person('guest', 'guest_2')] })).toBe(
    'Mia (guest 2) has joined.',
  );
  expect(spoken({ people: [GUEST, person('agent', 'agent_1')] }, { people: [GUEST] })).toBe('Colleague has left.');
});

test('the last one who goes, and that the agent waits again', () => {
  expect(spoken({ people: [GUEST] }, { phase: 'waiting' })).toBe('Waiting for Mia. Mia (guest) has left.');
});

test('the end is said once, and nobody’s leaving with it', () => {
  expect(spoken({ people: [GUEST] }, { phase: 'ended' })).toBe('The video call is over.');
});

test('a lost connection, recording and a shared screen', () => {
  expect(spoken({}, { isReconnecting: true })).toBe('Your connection is lost. Trying again…');
  expect(spoken({ isReconnecting: true }, {})).toBe('You are connected again.');
  expect(spoken({}, { isRecording: true })).toBe('Recording');
  const screen = { id: 'screen' } as MediaStreamTrack;
  expect(spoken({}, { screen })).toBe('You share your screen.');
  expect(spoken({ screen }, {})).toBe('You do not share your screen any more.');
});

test('what only looks different is not said', () => {
  expect(spoken({ people: [GUEST] }, { people: [{ ...GUEST, muted: true }] })).toBeUndefined();
});

test('where the chat knows no name, a guest is a guest', () => {
  const [before, after] = [view({}), view({ people: [GUEST, person('guest', 'guest_2')] })];
  expect(spokenChange(before, after, '', ENGLISH)).toBe('Guest has joined. Guest 2 has joined.');
});
