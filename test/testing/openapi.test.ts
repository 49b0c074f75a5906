import type { LoggedRequest } from '../../local-twilio/src/http/request-log';
import { checkRequests, specificationOf } from './openapi';
import { Validators } from './openapi/validators';

const CH = `CH${'a'.repeat(32)}`;

const participant = {
  account_sid: `AC${'1'.repeat(32)}`,
  conversation_sid: CH,
  sid: `MB${'b'.repeat(32)}`,
  identity: 'visitor',
  attributes: '{}',
  messaging_binding: null,
  role_sid: null,
  date_created: '2026-11-20T07:00:00Z',
  date_updated: '2026-11-20T07:00:00Z',
  url: `https://conversations.twilio.com/v1/Conversations/${CH}/Participants/MB${'b'.repeat(32)}`,
  last_read_message_index: null,
  last_read_timestamp: null,
};

const entry = (changed: Partial<LoggedRequest>): LoggedRequest => ({
  direction: 'rest',
  at: '2026-11-20T07:00:00.000Z',
  method: 'POST',
  url: `https://conversations.twilio.com/v1/Conversations/${CH}/Participants`,
  requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
  requestBody: 'Identity=visitor',
  status: 201,
  responseBody: participant,
  milliseconds: 1,
  ...changed,
});

const problems = (changed: Partial<LoggedRequest>) =>
  checkRequests([entry(changed)]).map((line) => line.slice(line.indexOf(': ') + 2));

test('a documented request with a complete reply passes', () => {
  expect(problems({})).toEqual([]);
});

test('a misspelt parameter is named', () => {
  expect(problems({ requestBody: 'Identiti=visitor' })).toEqual([
    'form must NOT have additional properties (Identiti)',
  ]);
});

test('a parameter of the wrong shape is named', () => {
  expect(problems({ requestBody: 'Identity=visitor&RoleSid=admin' })).toEqual([
    'form/RoleSid must NOT have fewer than 34 characters',
    'form/RoleSid must match pattern "^RL[0-9a-fA-F]{32}$"',
  ]);
});

test('an object is JSON text', () => {
  const url = 'https://sync.twilio.com/v1/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Documents';
  expect(problems({ url, requestBody: 'Data=%7B%22a%22%3A1%7D', status: 0 })).toEqual([]);
  expect(problems({ url, requestBody: 'Data=%7B', status: 0 })).toEqual(['form/Data must be object']);
});

test('a method is compared without its case, as the helper library writes it', () => {
  const url = `https://conversations.twilio.com/v1/Conversations/${CH}/Webhooks`;
  expect(problems({ url, requestBody: 'Target=webhook&Configuration.Method=post', status: 0 })).toEqual([]);
});

test('a request to the event-bridge has a schema of our own', () => {
  const url = 'https://event-bridge.twilio.com/v1/wschannels';
  const body = { url: 'Workspaces/WS1/Activities', method: 'GET', params: {}, token: 'jwt' };
  const call = { url, requestBody: JSON.stringify(body), status: 200, responseBody: { payload: [] } };
  expect(problems(call)).toEqual([]);
  expect(problems({ ...call, responseBody: [] })).toHaveLength(1);
});

test('a header out of its enumeration is named', () => {
  const requestHeaders = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-webhook-enabled': 'yes' };
  expect(problems({ requestHeaders })).toEqual([
    'header/x-twilio-webhook-enabled must be equal to one of the allowed values (true, false)',
  ]);
});

test('a required parameter that is missing is named', () => {
  const url = 'https://sync.twilio.com/v1/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Documents/x/Permissions/someone';
  const given = problems({ url, requestBody: '', responseBody: null, status: 0 });
  expect(given).toEqual([
    "form must have required property 'Read'",
    "form must have required property 'Write'",
    "form must have required property 'Manage'",
  ]);
});

test('a reply with a property too few and one too many is refused', () => {
  const { role_sid: _, ...rest } = participant;
  expect(problems({ responseBody: { ...rest, extra: 1 } })).toEqual([
    "reply 201 must have required property 'role_sid'",
    'reply 201 must NOT have additional properties (extra)',
  ]);
});

test('a status that is not documented is refused', () => {
  expect(problems({ status: 202 })).toEqual(['answers 202, which is not documented']);
});

test('an error has the shape of Twilio errors and says its own status', () => {
  const error = { code: 20404, message: 'gone', more_info: 'https://www.twilio.com/docs/errors/20404', status: 404 };
  expect(problems({ status: 404, responseBody: error })).toEqual([]);
  expect(problems({ status: 400, responseBody: error })).toEqual(['error: answers 400 and says 404']);
  expect(problems({ status: 404, responseBody: { message: 'gone' } })).toContain(
    "error must have required property 'code'",
  );
});

test('a request that Twilio does not have is refused', () => {
  expect(problems({ url: 'https://conversations.twilio.com/v1/Chats' })).toEqual(['is not in the specification']);
});

test('a literal path segment wins over a parameter', () => {
  const flows = specificationOf('studio.twilio.com')?.operations ?? [];
  const first = flows.find(
    ({ method, url }) => method === 'POST' && url.test('https://studio.twilio.com/v2/Flows/Validate'),
  );
  expect(first?.id).toBe('UpdateFlowValidate');
});

test("each of Twilio's own examples has every property that the strict form requires", () => {
  const validators = new Validators();
  const hosts = ['conversations', 'sync', 'studio', 'taskrouter', 'flex-api', 'serverless', 'video'];
  const problems = hosts
    .flatMap((host) => specificationOf(`${host}.twilio.com`)?.operations ?? [])
    .flatMap((operation) =>
      [...operation.replies].flatMap(([status, { examples }]) =>
        examples.map((example) => validators.reply(operation, Number(status), example)),
      ),
    );
  expect(problems.length).toBeGreaterThan(300);
  expect(problems.filter((found) => found.length > 0).length).toBeLessThan(50); // examples older than their schema
  expect(problems.flat().filter((problem) => problem.includes('must have required property'))).toEqual([]);
});
