import * as v from 'valibot';
import { refusal } from '../testing/refusal';
import { InitWebChatInput, openingWebChat } from './web-chat-form';

const opening = (formData?: object, limit = 4000) =>
  openingWebChat(v.parse(InitWebChatInput, formData ? { formData } : {}), limit);

test('README example: the form that the web chat comes with', () => {
  const form = { friendlyName: 'Ada', email: 'ada@example.com', query: 'Where is my order?' };
  expect(opening(form)).toEqual({
    customer: { name: 'Ada' },
    preEngagement: { topic: 'Where is my order?', ...form },
    query: 'Where is my order?',
  });
});

test('no form, an empty one, and spaces ask nothing', () => {
  const nothing = { customer: {}, preEngagement: {}, query: undefined };
  expect(opening()).toEqual(nothing);
  expect(opening({})).toEqual(nothing);
  expect(opening({ friendlyName: '  ', query: ' ' })).toEqual(nothing);
});

test('a form that was made longer: what it adds is typed, and its own topic wins', () => {
  expect(opening({ query: 'Hello', topic: 'billing', order: 4711 }).preEngagement).toEqual({
    query: 'Hello',
    topic: 'billing',
    order: 4711,
  });
});

test('long texts are cut where they are copies, and refused where they are not', async () => {
  const { preEngagement, query, customer } = opening({ friendlyName: '😀'.repeat(200), query: 'x'.repeat(4000) });
  expect(query).toHaveLength(4000);
  expect(String(preEngagement.query)).toHaveLength(500);
  expect(String(preEngagement.topic)).toBe(`${'x'.repeat(99)}…`);
  expect(customer.name).toBe(`${'😀'.repeat(99)}…`);
  expect(await refusal(() => opening({ query: 'x'.repeat(4001) }))).toEqual([400, 'query_too_long']);
});

test.each([{ formData: [] }, { formData: { query: 1 } }, { formData: {}, token: 'x' }, { formData: 'x' }])(
  '%j is no form',
  (input) => {
    expect(v.safeParse(InitWebChatInput, input).success).toBe(false);
  },
);
