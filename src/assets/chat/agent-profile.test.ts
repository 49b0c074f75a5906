import { agentProfile } from './agent-profile';

test('gives the public name and picture', () => {
  const attributes = { public: { name: ' Alice ', avatar: 'https://example.com/alice.png' }, email: 'secret' };
  expect(agentProfile(attributes)).toEqual({ name: 'Alice', avatar: 'https://example.com/alice.png' });
});

test.each([
  [{}],
  [null],
  ['text'],
  [{ public: null }],
  [{ public: { name: '' } }],
  [{ public: { name: 7 } }],
  [{ name: 'Alice' }],
])('knows nobody from %j', (attributes) => {
  expect(agentProfile(attributes)).toBeUndefined();
});

test.each(['http://example.com/a.png', 'javascript:alert(1)', 'data:image/svg+xml,x', 7])(
  'takes no picture from %s',
  (avatar) => {
    expect(agentProfile({ public: { name: 'Alice', avatar } })).toEqual({ name: 'Alice', avatar: undefined });
  },
);
