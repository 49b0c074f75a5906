import { type ChatState, INITIAL_STATE } from './chat-state';
import type { PresentParticipant } from './connection-listener';
import { Presences } from './presences';
import { toNotice, toStored } from './stored-notice';
import { Transcript } from './transcript';

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);

const participant = (name: string, seconds: number, more: Partial<PresentParticipant> = {}): PresentParticipant => ({
  sid: `MB-${name}-${seconds}`,
  identity: name.toLowerCase(),
  profile: { name },
  joinedAt: at(seconds),
  lastReadIndex: -1,
  ...more,
});

const alice = participant('Alice', 10);
const bob = participant('Bob', 60);

/** A chat that somebody looks at; `before` is what was kept of it. */
function look(before: Transcript = new Transcript(), nameGraceMs = 0) {
  const transcript = new Transcript();
  for (const notice of toStored(before.notices)) transcript.setNotice(toNotice(notice));
  let state: ChatState = INITIAL_STATE;
  const presences = new Presences({
    transcript,
    people: () => state,
    onChange: (change) => {
      state = { ...state, ...change };
    },
    nameGraceMs,
  });
  const lines = () =>
    transcript.notices.map(({ notice, identity, from }) => [notice, from, identity].filter(Boolean).join(' '));
  return {
    presences,
    transcript,
    lines,
    agents: () => state.agents.map(({ identity }) => identity),
    state: () => state,
  };
}

afterEach(() => jest.useRealTimers());

test('who hands the chat over is told in one line with the newcomer, whoever goes first', () => {
  const joinsFirst = look();
  joinsFirst.presences.begin([alice]);
  joinsFirst.presences.isHere(bob);
  expect(joinsFirst.lines()).toEqual(['agent-joined alice', 'agent-joined bob']);
  joinsFirst.presences.hasLeft(alice.sid);
  expect(joinsFirst.lines()).toEqual(['agent-joined alice', 'agent-transferred alice bob']);
  expect(joinsFirst.agents()).toEqual(['bob']);

  const leavesFirst = look();
  leavesFirst.presences.begin([alice]);
  leavesFirst.presences.hasLeft(alice.sid);
  expect(leavesFirst.lines()).toEqual(['agent-joined alice', 'agent-left alice']);
  leavesFirst.presences.isHere(bob);
  expect(leavesFirst.lines()).toEqual(['agent-joined alice', 'agent-transferred alice bob']);
});

test('an agent who leaves another one with whom they have worked for long has left', () => {
  const { presences, lines } = look();
  presences.begin([alice, bob]);
  presences.hasLeft(alice.sid);
  expect(lines()).toEqual(['agent-joined alice', 'agent-joined bob', 'agent-left alice']);
});

test('an agent without a public name is waited for, and then announced without one', () => {
  jest.useFakeTimers();
  const { presences, lines, agents, state } = look(new Transcript(), 2000);
  presences.begin([]);
  presences.isHere(participant('Alice', 10, { profile: undefined }));
  jest.advanceTimersByTime(1999);
  expect([lines(), agents()]).toEqual([[], []]);
  jest.advanceTimersByTime(1);
  expect([lines(), agents()]).toEqual([['agent-joined alice'], ['alice']]);
  expect(state().people.alice).toEqual({ identity: 'alice' });

  presences.isHere(alice);
  expect(lines()).toEqual(['agent-joined alice']);
  expect(state().people.alice).toEqual({ identity: 'alice', name: 'Alice' });
});

test('a name that comes in time is announced at once, and one who writes is announced before', () => {
  jest.useFakeTimers();
  const { presences, lines } = look(new Transcript(), 2000);
  presences.begin([]);
  presences.isHere(participant('Alice', 10, { profile: undefined }));
  presences.isHere(alice);
  presences.isHere(participant('Bob', 60, { profile: undefined }));
  presences.hasWritten('bob');
  expect(lines()).toEqual(['agent-joined alice', 'agent-joined bob']);
  jest.advanceTimersByTime(5000);
  expect(lines()).toEqual(['agent-joined alice', 'agent-joined bob']);
});

test('one who came and went unnamed before they were announced was never there', () => {
  jest.useFakeTimers();
  const { presences, lines } = look(new Transcript(), 2000);
  presences.begin([]);
  const unnamed = participant('Alice', 10, { profile: undefined });
  presences.isHere(unnamed);
  presences.hasLeft(unnamed.sid);
  jest.advanceTimersByTime(5000);
  expect(lines()).toEqual([]);
});

test('after a reload nobody comes twice, and who went is still told', () => {
  const before = look();
  before.presences.begin([alice, bob]);
  before.presences.hasLeft(alice.sid);
  const { presences, lines } = look(before.transcript);
  presences.begin([bob]);
  expect(lines()).toEqual(['agent-joined alice', 'agent-joined bob', 'agent-left alice']);
});

test('who went while nobody looked is told when somebody looks again: before the one who came', () => {
  const before = look();
  before.presences.begin([alice]);
  const { presences, transcript, lines } = look(before.transcript);
  presences.begin([bob]);
  expect(lines()).toEqual(['agent-joined alice', 'agent-left alice', 'agent-joined bob']);
  expect(transcript.notices[1]?.at).toEqual(bob.joinedAt);
});

test('one who comes back comes again', () => {
  const { presences, lines } = look();
  presences.begin([alice]);
  presences.hasLeft(alice.sid);
  presences.isHere(participant('Alice', 300));
  expect(lines()).toEqual(['agent-joined alice', 'agent-joined alice', 'agent-left alice']);
});

test('what agents have read only grows, whoever of them has read it', () => {
  const { presences, transcript, state } = look();
  transcript.receive({ index: 0, from: 'me', identity: 'me', text: 'hello', attachments: [], at: at(0) });
  presences.begin([alice]);
  expect(transcript.entries()[0]).toMatchObject({ read: false });
  presences.isHere({ ...alice, lastReadIndex: 0 });
  presences.isHere({ ...bob, lastReadIndex: -1 });
  presences.hasLeft(alice.sid);
  expect(state().agentReadIndex).toBe(0);
  expect(transcript.entries()[0]).toMatchObject({ read: true });
});

test('typing ends with what was typed', () => {
  const { presences, state } = look();
  presences.begin([alice]);
  presences.types('alice', true);
  expect(state().typing).toEqual(['alice']);
  presences.hasWritten('alice');
  expect(state().typing).toEqual([]);
});
