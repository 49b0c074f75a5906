import { customerFacts } from './customer-facts';

test('reads what a chat task promises', () => {
  const attributes = {
    channelType: 'web',
    customerName: 'Mia',
    topic: 'billing',
    language: 'en',
    verified: true,
    site: 'shop',
    summary: 'Wants her money back',
    rating: { score: 4, comment: 'Quick' },
    conversationSid: 'CH1',
    flexInteractionSid: 'KD1',
    customers: { name: 'Mia' },
    typed: { orderNumber: 4711, cart: ['lamp'], empty: null },
    loyalty_level: 'gold',
  };
  expect(customerFacts(attributes)).toEqual({
    name: 'Mia',
    verified: true,
    topic: 'billing',
    language: 'en',
    site: 'shop',
    summary: 'Wants her money back',
    messageLeft: false,
    rating: { score: 4, comment: 'Quick' },
    typed: [
      ['Order number', '4711'],
      ['Cart', '["lamp"]'],
    ],
    others: [['Loyalty level', 'gold']],
  });
});

test('a task of somebody else’s making has at least a name', () => {
  expect(customerFacts({ from: '+15550100' })).toMatchObject({ name: '+15550100', verified: false, typed: [] });
  expect(customerFacts({}).name).toBe('Customer');
  expect(customerFacts({ typed: 'nonsense', rating: 'five' })).toMatchObject({ typed: [], rating: undefined });
});

test('only a real true is verified', () => {
  expect(customerFacts({ verified: 'true' }).verified).toBe(false);
});
