import { type LocalTwilio, startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { accountClient } from '../environments/account-client';
import { EVENT_CALLBACK_FILTER } from '../functions-environment';
import { setEventCallback } from './event-callback';

const URL = 'https://flex-handoff-1234-dev.twil.io/webhook';
const CRM = 'https://crm.example/twilio';

let twilio: LocalTwilio;
let asked: string[];

beforeEach(async () => {
  twilio = await startLocalTwilio();
  asked = [];
});
afterEach(() => twilio.stop());

const client = () => {
  const { accountSid, apiKey, apiSecret } = twilio.account;
  const values = { ACCOUNT_SID: accountSid, TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: apiSecret };
  return accountClient({ file: '.env', values });
};
const workspace = () => client().taskrouter.v1.workspaces(twilio.account.workspaceSid);
const within = <Result>(work: () => Promise<Result>) => runWithTwilioPort(twilio.port, work);

function set(agreed: boolean, dryRun = false) {
  const consent = async (question: string) => {
    asked.push(question);
    return agreed;
  };
  const { workspaceSid } = twilio.account;
  return within(() => setEventCallback({ client: client(), workspaceSid, url: URL, consent, dryRun }));
}

const current = async () => {
  const { eventCallbackUrl, eventsFilter } = await within(() => workspace().fetch());
  return [eventCallbackUrl, (eventsFilter ?? '').split(',').sort().join()];
};
const OURS = [URL, EVENT_CALLBACK_FILTER.split(',').sort().join()];

test('a free one is set with consent, once', async () => {
  expect(await set(true)).toMatchObject({ did: 'set', changed: [expect.stringContaining(URL)] });
  expect(await current()).toEqual(OURS);
  expect(await set(false)).toEqual({ did: 'is set' });
  expect(asked).toEqual([expect.stringMatching(/^The workspace has no event callback\. .*Without it/)]);
});

test('without consent it is left alone, and what that costs is said', async () => {
  await within(() => workspace().update({ eventCallbackUrl: CRM }));
  const { did, changed } = await set(false);
  expect([did, changed]).toEqual([
    expect.stringMatching(
      /^left alone: it is https:\/\/crm\.example\/twilio\. Without it, .* --event-callback sets it\.$/,
    ),
    undefined,
  ]);
  expect((await current())[0]).toBe(CRM);
});

test.each([
  [CRM, 'of another program'],
  ['https://flex-handoff-1234-staging.twil.io/webhook', 'of another environment of these Functions'],
  ['https://flex-handoff-1234.twil.io/webhook', 'of another environment of these Functions'],
  ['https://flex-handoff-9999-dev.twil.io/webhook', 'of another program'],
])('%s is %s', async (url, owner) => {
  await within(() => workspace().update({ eventCallbackUrl: url }));
  expect((await set(true)).changed).toEqual([expect.stringContaining(`(was ${url})`)]);
  expect(asked).toEqual([expect.stringContaining(`is ${url}, ${owner}, which will hear nothing any more.`)]);
});

test.each([['task.created'], [undefined]])(
  'our own callback with the events %s is put right without asking',
  async (eventsFilter) => {
    await within(() => workspace().update({ eventCallbackUrl: URL, ...(eventsFilter && { eventsFilter }) }));
    await set(false);
    expect([await current(), asked]).toEqual([OURS, []]);
  },
);

test('a dry run asks nobody and sets nothing', async () => {
  expect((await set(true, true)).did).toBe(`would be set to ${URL}, if you agree`);
  await within(() => workspace().update({ eventCallbackUrl: CRM }));
  expect((await set(true, true)).did).toBe(`belongs to ${CRM}, and would be left alone unless you agree`);
  expect([(await current())[0], asked]).toEqual([CRM, []]);
});
