import { PeerLinks } from './peer-links';

const offer = (revision: number, sdp = 'o') => ({ type: 'offer', revision, sdp });
const answer = (revision: number) => ({ type: 'answer', revision, sdp: 'a' });

function pair() {
  const links = new PeerLinks<string>();
  const link = links.open('ada', 'bob');
  const say = (from: string, description: { type: string; revision: number }) =>
    links.relay(from, { id: link.id, description })?.to;
  return { links, link, say };
}

test('one side is asked to offer, and what both say reaches the other side', () => {
  const { links, link, say } = pair();
  expect(links.invitation(link)).toEqual({ id: link.id, description: { type: 'create-offer', revision: 1 } });
  expect([say('ada', offer(2)), say('bob', answer(2)), say('bob', offer(3)), say('ada', answer(3))]).toEqual([
    'bob',
    'ada',
    'ada',
    'bob',
  ]);
});

test('of two offers at once the first one counts, and the loser offers again later', () => {
  const { say } = pair();
  say('ada', offer(2));
  say('bob', answer(2));
  expect([say('bob', offer(3)), say('ada', offer(3))]).toEqual(['ada', undefined]);
  expect([say('bob', answer(3)), say('ada', answer(3)), say('ada', offer(4))]).toEqual([undefined, 'bob', 'bob']);
});

test('candidates pass with a description that is dropped', () => {
  const { links, link, say } = pair();
  say('ada', offer(5));
  const late = links.relay('bob', { id: link.id, description: offer(4), ice: { revision: 1 } });
  expect(late).toEqual({ to: 'ada', state: { id: link.id, ice: { revision: 1 } } });
});

test('nobody else may speak on a connection, and nothing passes after its end', () => {
  const { links, link, say } = pair();
  expect([say('eve', offer(2)), links.relay('ada', { id: 'first', ice: {} })]).toEqual([undefined, undefined]);
  expect(say('bob', { type: 'close', revision: 9 })).toBe('ada');
  expect([say('ada', offer(10)), links.between('ada', 'bob'), link.id === '']).toEqual([undefined, undefined, false]);
});

test('somebody who comes back gets what the other side said last', () => {
  const { links, link, say } = pair();
  expect([links.resumption(link, 'ada'), links.resumption(link, 'bob')]).toEqual([
    links.invitation(link),
    { id: link.id },
  ]);
  say('ada', offer(2));
  links.relay('ada', { id: link.id, ice: { revision: 1 } });
  expect(links.resumption(link, 'bob')).toEqual({ id: link.id, description: offer(2), ice: { revision: 1 } });
  expect(links.resumption(link, 'ada')).toEqual({ id: link.id });
});

test('whoever goes leaves a close for each peer', () => {
  const links = new PeerLinks<string>();
  const [first, second] = [links.open('ada', 'bob'), links.open('eve', 'ada')];
  links.relay('ada', { id: first.id, description: offer(7) });
  expect(links.drop('ada')).toEqual([
    { peer: 'bob', close: { id: first.id, description: { type: 'close', revision: 8 } } },
    { peer: 'eve', close: { id: second.id, description: { type: 'close', revision: 1 } } },
  ]);
  expect(links.of('bob')).toEqual([]);
});
