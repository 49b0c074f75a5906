import { german } from '../src/words/de/flow';
import { english } from '../src/words/en/flow';
import { french } from '../src/words/fr/flow';
import { onAccount } from './testing/account';
import { Agent } from './testing/agent';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { Program } from './testing/program';

const SHOP = 'https://shop.example';
const OUTLET = 'https://outlet.example';

let house: House;

interface Available {
  open: boolean;
  opensAt?: string;
  error?: { code: string };
}

/** What a page of an origin is told about a site. */
async function asks(site: string, origin: string) {
  const { status, headers, body } = await house.post<Available>('/availability', { site }, { origin });
  return { status, allowed: headers.get('access-control-allow-origin'), code: body.error?.code };
}

/** Is the site open, as a page of the Functions' own origin is told? */
async function opening(site: string) {
  const { open, opensAt } = (await house.post<Available>('/availability', { site })).body;
  return { open, opensAt };
}

/** `npm run site` on the account of this house. */
async function runSite(...args: string[]): Promise<void> {
  const program = new Program('tools/site.ts', [...args, '--local', String(house.twilio.port)]);
  if ((await program.ended) !== 0) throw new Error(program.stderr);
}

describe('two sites side by side', () => {
  let alice: Agent;
  let clara: Agent;

  beforeAll(async () => {
    house = await startHouse({ environment: { ALLOWED_ORIGINS: SHOP } });
    [alice, clara] = await Promise.all([Agent.signIn(house, 'Alice'), Agent.signIn(house, 'Clara')]);
    await Promise.all([alice.goes('Available'), clara.goes('Available')]);
  });
  afterAll(async () => {
    await Promise.all([alice.signOut(), clara.signOut()]);
    await house.stop();
  });

  test('each has its own list of origins', async () => {
    expect(await asks('default', SHOP)).toEqual({ status: 200, allowed: SHOP, code: undefined });
    expect(await asks('outlet', OUTLET)).toEqual({ status: 200, allowed: OUTLET, code: undefined });
    expect(await asks('default', OUTLET)).toEqual({ status: 403, allowed: OUTLET, code: 'origin_not_of_site' });
    expect(await asks('outlet', SHOP)).toEqual({ status: 403, allowed: SHOP, code: 'origin_not_of_site' });
    expect(await asks('outlet', 'https://other.example')).toEqual({
      status: 403,
      allowed: null,
      code: 'origin_not_allowed',
    });
  });

  test('each speaks its own words and languages, and its chats reach its own people', async () => {
    await runSite('close', 'outlet', '--until', '2126-12-01T08:00:00Z', '--message', 'de=Wegen Umbaus geschlossen.');
    const [shopper, bargainer] = await Promise.all([
      Customer.arrive(house, { site: 'default', locale: 'fr-BE' }),
      Customer.arrive(house, { site: 'outlet' }),
    ]);
    await Promise.all([shopper.says('Bonjour'), bargainer.says('Servus')]);
    await shopper.hears(`${french.greeting} ${french.askTopic}`);
    await bargainer.hears(`Grüß Gott, hier ist das Outlet. Wegen Umbaus geschlossen. ${german.offer}`);

    await Promise.all([shopper.says('Ma commande'), bargainer.says('1')]);
    await Promise.all([shopper.hears(french.waiting), bargainer.hears(german.askTopic)]);
    await bargainer.says('Umtausch');
    await bargainer.hears(german.waiting);

    const [shop, outlet] = await Promise.all([alice.takes(), clara.takes()]);
    expect(shop.attributes).toMatchObject({ site: 'default', language: 'fr-BE', topic: 'Ma commande' });
    expect(outlet.attributes).toMatchObject({ site: 'outlet', language: 'de-AT', topic: 'Umtausch' });
    expect([alice, clara].map(({ offers }) => offers.map(({ attributes }) => attributes.site))).toEqual([
      ['default'],
      ['outlet'],
    ]);
    const tasks = await onAccount(house, ({ taskrouter }) =>
      taskrouter.v1.workspaces(house.twilio.account.workspaceSid).tasks.list(),
    );
    expect(
      tasks.map(({ attributes, taskQueueFriendlyName }) => [JSON.parse(attributes).site, taskQueueFriendlyName]),
    ).toEqual(
      expect.arrayContaining([
        ['default', 'Chat'],
        ['outlet', 'Outlet'],
      ]),
    );

    await outlet.says('Guten Tag, hier ist Clara.');
    await bargainer.hears('Guten Tag, hier ist Clara.');
    await Promise.all([shopper.end(), bargainer.end()]);
    await Promise.all([shop.isInWrapup(), outlet.isInWrapup()]);
    await Promise.all([shop.completes(), outlet.completes()]);
    await Promise.all([shopper.leaves(), bargainer.leaves()]);
  });

  test('a language that a site does not speak gets the one that it does', async () => {
    const [shopper, bargainer] = await Promise.all([
      Customer.arrive(house, { site: 'default', locale: 'ja' }),
      Customer.arrive(house, { site: 'outlet', locale: 'fr' }),
    ]);
    await Promise.all([shopper.says('こんにちは'), bargainer.says('Bonjour')]);
    await shopper.hears(english.askTopic);
    await bargainer.hears('Grüß Gott, hier ist das Outlet.');
    await Promise.all([shopper.end(), bargainer.end()]);
    await Promise.all([shopper.leaves(), bargainer.leaves()]);
  });
});

describe('hours', () => {
  beforeAll(async () => {
    house = await startHouse();
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => house.stop());

  /** What both sites say at this moment. */
  async function sitesAt(moment: string) {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse(moment));
    const answers = [await opening('default'), await opening('outlet')];
    jest.restoreAllMocks();
    return answers;
  }

  const OPEN = { open: true, opensAt: undefined };

  test.each([
    ['on a Monday in winter at nine in Vienna', '2026-11-23T08:00:00Z', OPEN],
    ['a minute before', '2026-11-23T07:59:00Z', { open: false, opensAt: '2026-11-23T08:00:00.000Z' }],
    ['on a Monday in summer at nine in Vienna', '2026-07-20T07:00:00Z', OPEN],
    [
      'on a holiday, until the Monday after',
      '2026-12-25T10:00:00Z',
      { open: false, opensAt: '2026-12-28T08:00:00.000Z' },
    ],
    ['on the shortened day before it', '2026-12-24T10:59:00Z', OPEN],
    [
      'before the week-end in which the clocks go back',
      '2026-10-24T12:00:00Z',
      { open: false, opensAt: '2026-10-26T08:00:00.000Z' },
    ],
  ])('the outlet %s, while the other site is always open', async (_, moment, outlet) => {
    expect(await sitesAt(moment)).toEqual([OPEN, outlet]);
  });

  test('a site is closed at once, for itself alone, and opened again', async () => {
    house.functions.reload();
    expect(await sitesAt('2026-11-23T10:00:00Z')).toEqual([OPEN, OPEN]);
    await runSite('close', 'outlet');
    expect(await sitesAt('2026-11-23T10:00:09.999Z')).toEqual([OPEN, OPEN]);
    expect(await sitesAt('2026-11-23T10:00:10Z')).toEqual([OPEN, { open: false, opensAt: undefined }]);
    await runSite('close', 'outlet', '--until', '2126-11-23T23:00:00Z');
    expect(await sitesAt('2026-11-23T10:00:20Z')).toEqual([OPEN, { open: false, opensAt: '2126-11-25T08:00:00.000Z' }]);
    await runSite('open', 'outlet');
    expect(await sitesAt('2026-11-23T10:00:30Z')).toEqual([OPEN, OPEN]);
  });

  test('a site whose document cannot be read is as open as its hours say, and the log says why', async () => {
    house.functions.reload();
    house.twilio.fail({ host: 'sync.twilio.com', path: '/Documents/site\\.outlet$', status: 500 });
    expect(await sitesAt('2026-11-23T10:00:00Z')).toEqual([OPEN, OPEN]);
    expect(house.functionLog.filter((line) => line.includes('site.outlet was not read'))).toHaveLength(1);
  });
});
