import { defaultSite } from '../../sites/default';
import { refusal } from '../testing/refusal';
import { vouchedCustomer } from './vouched-customer';

const page = { kind: 'page', site: defaultSite } as const;
const server = { kind: 'server', site: defaultSite } as const;
const customer = { kind: 'customer', site: defaultSite, customer: { subject: 'jane', name: 'Jane' } } as const;

test('README example: a server vouches for the subject that it names', () => {
  const vouched = vouchedCustomer(server, { customer: { subject: 'jane', name: 'Jane' }, bridge: true });
  expect(vouched).toEqual({ subject: 'jane', name: 'Jane' });
  expect(vouchedCustomer(server, { customer: { subject: 'jane', name: '' } })).toEqual({
    subject: 'jane',
    name: undefined,
  });
});

test('without a subject it vouches for nobody', () => {
  expect(vouchedCustomer(server, {})).toBeUndefined();
  expect(vouchedCustomer(server, { customer: { name: 'Jane' } })).toBeUndefined();
});

test('a customer token vouches for its customer, whatever else is sent', () => {
  expect(vouchedCustomer(customer, { customer: { name: 'Other' } })).toEqual({ subject: 'jane', name: 'Jane' });
});

test('a page vouches for nobody', () => {
  expect(vouchedCustomer(page, { customer: { name: 'Jane' } })).toBeUndefined();
});

test.each([
  [page, { customer: { subject: 'jane' } }],
  [page, { bridge: true }],
  [page, { bridge: false }],
  [customer, { customer: { subject: 'other' } }],
  [customer, { bridge: true }],
])('what is for servers is refused to others', async (caller, input) => {
  expect(await refusal(() => vouchedCustomer(caller, input))).toEqual([400, 'for_servers_only']);
});

test('a customer token is nothing that a server sends', async () => {
  expect(await refusal(() => vouchedCustomer(server, { customerToken: 'x' }))).toEqual([400, 'not_for_servers']);
});
