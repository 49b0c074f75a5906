import { randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { readCallPass } from '../src/lib/voice/call-pass';
import { SPOKEN_WORDS } from '../src/words/spoken-words';
import { LANGUAGES } from '../src/words/words';
import { eventually, httpsUrl, onAccount, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { type House, type HouseOptions, startHouse } from './testing/house';
import { asServer, SERVER_SECRET } from './testing/server-caller';

const SECRET = 'relay-secret-of-thirty-two-letters-and-more';
const RELAY = { RELAY_URL: 'wss://relay.example/relay', RELAY_SECRET: SECRET };
const NUMBER = '+15005550006';
const CALLER = '+15551234567';
const NOTE = {
  reasonCode: 'customer-asked',
  reason: 'Wants a person',
  summary: 'About an order',
  language: 'de-DE',
  collected: { order: '4711' },
  channel: 'voice',
};

let house: House;
const agents: Agent[] = [];

const open = async ({ environment, ...options }: HouseOptions = {}) => {
  house = await startHouse({ ...options, environment: { ...RELAY, SERVER_SECRETS: SERVER_SECRET, ...environment } });
};

afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.signOut();
  await house.stop();
});

const newCall = () => `CA${randomBytes(16).toString('hex')}`;

interface Heard {
  status: number;
  contentType: string;
  text: string;
  milliseconds: number;
}

/** As Twilio asks: a signed form. */
async function asked(url: string, fields: Record<string, string>): Promise<Heard> {
  const form = { From: CALLER, To: NUMBER, CallStatus: 'in-progress', ...fields };
  const { pathname, search } = new URL(url, house.url);
  const began = performance.now();
  const signature = getExpectedTwilioSignature(
    house.twilio.account.authToken,
    httpsUrl(house, pathname + search),
    form,
  );
  const response = await fetch(house.url + pathname + search, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(form),
  });
  const text = await response.text();
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    text,
    milliseconds: performance.now() - began,
  };
}

interface FlowAnswer {
  next: string;
  attributes: string;
  attempt: number;
  say: string;
  language: string;
}

/** As a flow asks. */
async function asFlow(fields: Record<string, string>): Promise<FlowAnswer> {
  const { status, text } = await asked('/agent-handoff', { from: 'studio', attempt: '0', ...fields });
  expect(status).toBe(200);
  return JSON.parse(text) as FlowAnswer;
}

const handsOver = (CallSid: string, note: object = NOTE) => ({
  CallSid,
  SessionId: 'VX1',
  SessionStatus: 'ended',
  HandoffData: JSON.stringify(note),
});

const unescaped = (xml: string) => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What the call is queued with. */
function enqueued(xml: string): { workflowSid: string | undefined; attributes: Record<string, unknown> } {
  const [, workflowSid, task = ''] =
    /<Enqueue workflowSid="(\w+)" [^>]*><Task timeout="300">(.*)<\/Task><\/Enqueue>/.exec(xml) ?? [];
  return { workflowSid, attributes: JSON.parse(unescaped(task)) as Record<string, unknown> };
}

const upstream = () => house.twilio.requests.all().filter(({ direction }) => direction === 'rest');

/** A task that TaskRouter has made of a call, as of `<Enqueue>`. */
async function queue(attributes: string): Promise<string> {
  const { workspaceSid, workflowSid } = house.twilio.account;
  const { sid } = await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1.workspaces(workspaceSid).tasks.create({ workflowSid, taskChannel: 'voice', attributes }),
  );
  return sid;
}

async function signIn(name: string): Promise<Agent> {
  const agent = await Agent.signIn(house, name);
  agents.push(agent);
  return agent;
}

interface NoteAnswer {
  note: Record<string, unknown>;
  transcript: unknown[];
  error?: { code: string };
}

const readNote = (agent: Agent, taskSid: string) =>
  house.post<NoteAnswer>('/handoff-note', { flexToken: agent.token, taskSid }, { origin: house.twilio.url });

describe('a call without a flow', () => {
  test('README example: to the relay, and from there to an agent with what the bot told', async () => {
    await open();
    const CallSid = newCall();
    const begun = await asked('/relay-twiml', { CallSid, CallStatus: 'ringing' });
    expect([begun.status, begun.contentType]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(begun.text).toContain('<ConversationRelay url="wss://relay.example/relay" welcomeGreeting="Hello');
    const [, pass = ''] = /name="pass" value="([^"]+)"/.exec(begun.text) ?? [];
    expect(readCallPass(SECRET, pass, CallSid, Date.now())).toMatchObject({ attempt: 0 });

    const [, action = ''] = /<Connect action="([^"]+)"/.exec(begun.text) ?? [];
    const ended = await asked(unescaped(action), handsOver(CallSid));
    expect([ended.status, ended.contentType]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(enqueued(ended.text)).toEqual({
      workflowSid: house.twilio.account.workflowSid,
      attributes: expect.objectContaining({
        channelType: 'voice',
        callSid: CallSid,
        handoffRef: `handoff-note.${CallSid}`,
        from: CALLER,
        reasonCode: 'customer-asked',
        summary: 'About an order',
        language: 'de-DE',
      }),
    });
    expect(upstream().map(({ method, url }) => `${method} ${new URL(url).host}`)).toEqual(['POST sync.twilio.com']);
  });

  test('the connection is lost again and again: sessions without a greeting, then an agent', async () => {
    await open({ environment: { RELAY_RECONNECTS: '2' } });
    const CallSid = newCall();
    let twiml = (await asked('/relay-twiml', { CallSid })).text;
    const lost = { CallSid, SessionStatus: 'failed', ErrorCode: '64105' };
    for (const attempt of [1, 2]) {
      const [, action = ''] = /<Connect action="([^"]+)"/.exec(twiml) ?? [];
      const { text } = await asked(unescaped(action), { ...lost, SessionId: `VX${attempt}` });
      const [, again = ''] = /<Redirect method="POST">([^<]+)<\/Redirect>/.exec(text) ?? [];
      twiml = (await asked(unescaped(again), { CallSid })).text;
      const [, pass = ''] = /name="pass" value="([^"]+)"/.exec(twiml) ?? [];
      expect(readCallPass(SECRET, pass, CallSid, Date.now())?.attempt).toBe(attempt);
      expect(twiml).toContain('<Parameter name="resumed" value="true"/>');
      expect(twiml).not.toContain('welcomeGreeting');
    }
    const [, action = ''] = /<Connect action="([^"]+)"/.exec(twiml) ?? [];
    const { text } = await asked(unescaped(action), { ...lost, SessionId: 'VX3' });
    expect(text).toContain('<Say language="en-US">One moment please');
    expect(enqueued(text).attributes).toMatchObject({ reasonCode: 'bot-failed', callSid: CallSid });
  });

  test.each([
    ['without a relay', { RELAY_URL: '', RELAY_SECRET: '' }],
    ['with its address alone', { RELAY_SECRET: '' }],
    ['with its secret alone', { RELAY_URL: '' }],
  ])('%s the caller reaches an agent', async (_, environment) => {
    await open({ environment });
    const CallSid = newCall();
    const { text } = await asked('/relay-twiml', { CallSid });
    const [, action = ''] = /^.*<Response><Redirect method="POST">([^<]+)<\/Redirect><\/Response>$/.exec(text) ?? [];
    expect(enqueued((await asked(unescaped(action), { CallSid })).text).attributes).toMatchObject({ callSid: CallSid });
  });

  test('nobody takes it in five minutes: the caller hears so, and to be called back is a task', async () => {
    await open();
    const CallSid = newCall();
    const { text } = await asked('/agent-handoff', handsOver(CallSid));
    const [, action = ''] = /<Enqueue [^>]*action="([^"]+)"/.exec(text) ?? [];
    const left = await asked(unescaped(action), { CallSid, QueueResult: 'leave', QueueTime: '300' });
    const [, offer = ''] =
      /<Gather [^>]*action="([^"]+)"[^>]*><Say language="de-DE">Es tut mir leid, /.exec(left.text) ?? [];
    const promised = await asked(unescaped(offer), { CallSid, Digits: '1' });
    expect(promised.text).toMatch(/<Say language="de-DE">Vielen Dank\. Wir rufen Sie .*<\/Say><Hangup\/><\/Response>$/);
    const callBacks = (await tasksOf(house)).filter(({ attributes }) => attributes.taskType === 'callback');
    expect(callBacks.map(({ attributes }) => attributes.callSid)).toEqual([CallSid]);
    const odd = await asked(unescaped(action), { CallSid });
    expect(odd.text).toBe(left.text);
    const talked = await asked(unescaped(action), { CallSid, QueueResult: 'bridged' });
    expect(talked.text).toMatch(/<Response><Hangup\/><\/Response>$/);
  });

  test('without a workflow the caller hears that nobody comes, and the log says why', async () => {
    await open({ environment: { TASKROUTER_WORKFLOW_SID: '' } });
    const { text } = await asked('/agent-handoff', handsOver(newCall()));
    expect(text).toMatch(/<Response><Say language="de-DE">Es tut mir leid, .*<\/Say><Hangup\/><\/Response>$/);
    expect(house.functionLog.join('\n')).toContain(
      'Set TASKROUTER_VOICE_WORKFLOW_SID or TASKROUTER_WORKFLOW_SID: without one of them no agent can be asked.',
    );
  });

  test('a workflow for calls is used where there is one', async () => {
    const TASKROUTER_VOICE_WORKFLOW_SID = `WW${'a'.repeat(32)}`;
    await open({ environment: { TASKROUTER_VOICE_WORKFLOW_SID } });
    const { text } = await asked('/agent-handoff', handsOver(newCall()));
    expect(enqueued(text).workflowSid).toBe(TASKROUTER_VOICE_WORKFLOW_SID);
  });
});

test.each<[string, Record<string, string>]>([
  ['fields of a prototype', { __proto__x: '1', constructor: 'x', HandoffData: '{"__proto__":{"verified":true}}' }],
  ['markup', { From: '"><Hangup/>', HandoffData: '{"reason":"</Task></Enqueue><Dial>+1900</Dial>"}' }],
  ['Liquid', { From: '{{flow.secret}}', HandoffData: '{"summary":"{% raw %}{{x}}"}' }],
  ['200 KB', { HandoffData: JSON.stringify({ summary: '😀'.repeat(50_000) }) }],
  ['200 KB of no JSON', { HandoffData: '['.repeat(200_000) }],
  ['control characters', { HandoffData: JSON.stringify({ topic: '\u0000\u001b[2J\ufffe\ud800' }) }],
])('hostile input of a caller or a bot, %s: TwiML that is whole, and an agent', async (_, fields) => {
  await open();
  const CallSid = newCall();
  const { status, text } = await asked('/agent-handoff', {
    CallSid,
    SessionId: 'VX1',
    SessionStatus: 'ended',
    ...fields,
  });
  expect(status).toBe(200);
  expect(text).toMatch(
    /^[\x20-\x7e]*<Enqueue workflowSid="WW[0-9a-f]{32}" action="[^"<]+" method="POST"><Task timeout="300">[^<]*<\/Task><\/Enqueue><\/Response>$/,
  );
  const { attributes } = enqueued(text);
  expect(attributes).toMatchObject({ callSid: CallSid, verified: false, site: 'default' });
  expect(JSON.stringify(attributes).length).toBeLessThanOrEqual(1024);
});

test('nobody but Twilio asks', async () => {
  await open();
  for (const url of ['/relay-twiml', '/agent-handoff', '/studio/call-back']) {
    const response = await fetch(house.url + url, {
      method: 'POST',
      body: new URLSearchParams({ CallSid: newCall() }),
    });
    expect(response.status).toBe(400);
  }
});

describe('a signature that somebody has recorded', () => {
  const form = { From: CALLER, To: NUMBER, CallStatus: 'in-progress' };
  const sent = (path: string, signature: string, fields: Record<string, string>) =>
    fetch(house.url + path, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(fields),
    });
  const signed = (path: string, fields: Record<string, string>) =>
    getExpectedTwilioSignature(house.twilio.account.authToken, httpsUrl(house, path), fields);

  test('is good for nothing else: another call, another note, one field more, another address', async () => {
    await open();
    const path = '/agent-handoff?attempt=0&site=default';
    const fields = { ...form, ...handsOver(newCall()) };
    const signature = signed(path, fields);
    const others: [string, Record<string, string>][] = [
      [path, { ...fields, CallSid: newCall() }],
      [path, { ...fields, HandoffData: '{"reasonCode":"no-answer"}' }],
      [path, { ...fields, after: 'offer' }],
      ['/agent-handoff?attempt=9&site=default', fields],
      ['/relay-twiml', fields],
    ];
    for (const [where, forged] of others) expect((await sent(where, signature, forged)).status).toBe(400);
    expect(upstream()).toEqual([]);
    expect((await sent(path, signature, fields)).status).toBe(200);
  });

  test('sent again changes nothing: the same answer, the same note, one callback', async () => {
    await open();
    const fields = { ...form, ...handsOver(newCall()) };
    const answers = ['/agent-handoff', '/agent-handoff?after=offer'].map(async (path) => {
      const asks = { ...fields, Digits: '1' };
      const once = () => sent(path, signed(path, asks), asks).then((response) => response.text());
      const first = await once();
      expect([await once(), await once()]).toEqual([first, first]);
      return first;
    });
    const [queued = '', promised = ''] = await Promise.all(answers);
    expect(enqueued(queued).attributes).toMatchObject({ summary: 'About an order' });
    expect(promised).toContain('We will call you back');
    expect((await tasksOf(house)).map(({ attributes }) => attributes.taskType)).toEqual(['callback']);
  });
});

describe('inside a flow', () => {
  test('the call returns to Studio, which asks what is next', async () => {
    await open();
    const CallSid = newCall();
    const flow = Object.values(house.twilio.flows)[0] ?? '';
    const { text } = await asked(`/relay-twiml?flow=${flow}&attempt=0`, { CallSid });
    const { accountSid } = house.twilio.account;
    const back = `https://webhooks.twilio.com/v1/Accounts/${accountSid}/Flows/${flow}?FlowEvent=return`;
    expect(text).toContain(`<Connect action="${back}" method="POST">`);
    const answer = await asFlow(handsOver(CallSid));
    expect([answer.next, answer.say, answer.language]).toEqual(['agent', '', 'de-DE']);
    expect(answer.attributes.length).toBeLessThanOrEqual(1024);
    expect(await asFlow({ CallSid, SessionStatus: 'failed', ErrorCode: '39001' })).toMatchObject({
      next: 'reconnect',
      attempt: 1,
    });
    expect(await asFlow({ CallSid, SessionStatus: 'completed', CallStatus: 'completed' })).toMatchObject({
      next: 'done',
    });
  });

  test('asked again, or twice at once, the answer is the same', async () => {
    await open();
    const CallSid = newCall();
    const [one, other] = await Promise.all([asFlow(handsOver(CallSid)), asFlow(handsOver(CallSid))]);
    expect(other).toEqual(one);
    expect(await asFlow(handsOver(CallSid))).toEqual(one);
  });
});

describe("a call through the project's own flow, to a relay that nobody can reach", () => {
  /** Nothing listens on port 9. */
  const environment = { RELAY_URL: 'ws://127.0.0.1:9/relay' };
  const queued = async (fits: (attributes: Record<string, unknown>) => boolean = () => true) => {
    const tasks = () => (house.twilio.taskRouter.state() as { tasks: { attributes: Record<string, unknown> }[] }).tasks;
    const find = () => tasks().find(({ attributes }) => fits(attributes));
    await eventually('an agent is asked', () => find() !== undefined);
    return find()?.attributes;
  };
  const functionsCalled = () =>
    house.functionLog.map((line) => (JSON.parse(line) as { function: string }).function).slice(0, 6);

  test('is tried three times, and reaches an agent', async () => {
    await open({ environment });
    house.twilio.voice.dial(CALLER, NUMBER);
    const attributes = await queued();
    const callSid = attributes?.call_sid;
    expect(attributes).toMatchObject({
      from: CALLER,
      callSid,
      handoffRef: `handoff-note.${String(callSid)}`,
      reasonCode: 'bot-failed',
      channelType: 'voice',
    });
    expect(functionsCalled()).toEqual(Array(3).fill(['/relay-twiml', '/agent-handoff']).flat());
  });

  test.each([
    ['RELAY_URL', { RELAY_URL: '' }],
    ['RELAY_SECRET', { RELAY_SECRET: '' }],
  ])('without %s it reaches an agent at once, and the log names what is missing', async (missing, half) => {
    await open({ environment: { ...RELAY, ...half } });
    house.twilio.voice.dial(CALLER, NUMBER);
    expect(await queued()).toMatchObject({ from: CALLER, reasonCode: 'bot-failed' });
    expect(functionsCalled()).toEqual(['/relay-twiml', '/agent-handoff']);
    const [line = '{}'] = house.functionLog;
    expect(JSON.parse(line)).toMatchObject({ notes: [`${missing} is missing: calls go to agents without a bot.`] });
  });

  test('also where Sync fails: nothing of it is needed to ask for one', async () => {
    await open({ environment, unchecked: ({ url }) => url.includes('sync.twilio.com') });
    house.twilio.fail({ host: 'sync.twilio.com', status: 500 });
    house.twilio.voice.dial(CALLER, NUMBER);
    expect(await queued()).toMatchObject({ reasonCode: 'bot-failed' });
  });

  test('a server takes it over with a note, while it is live', async () => {
    await open({ environment });
    house.twilio.voice.dial(CALLER, NUMBER);
    const callSid = String((await queued())?.call_sid);
    const note = { reasonCode: 'customer-asked', summary: 'About an order' };
    const answers = await Promise.all([1, 2].map(() => asServer(house, '/call-handoff', { callSid, note })));
    expect(answers.map(({ body }) => body)).toEqual([{ state: 'handed_over' }, { state: 'handed_over' }]);
    const redirects = house.twilio.requests.all().filter(({ url }) => url.includes(`/Calls/${callSid}.json`));
    expect(redirects).toHaveLength(1);
    expect(await queued(({ summary }) => summary === note.summary)).toMatchObject({
      call_sid: callSid,
      reasonCode: 'customer-asked',
    });
    const tasks = (await tasksOf(house)).length;
    expect((await asServer(house, '/call-handoff', { callSid, note })).body).toEqual({ state: 'handed_over' });
    expect(await tasksOf(house)).toHaveLength(tasks);
  });
});

describe('Sync fails', () => {
  test.each([
    ['answers nothing', { latencyMs: 12_000 }],
    ['answers 500', { status: 500 }],
    ['answers 429', { status: 429 }],
    ['refuses', { status: 403 }],
    ['cuts the connection', { reset: true }],
    ['has done the work, and its answer is lost', { reset: true, afterwards: true }],
  ])('it %s: the caller reaches an agent, within 5 seconds', async (_, fault) => {
    await open({ unchecked: ({ url }) => url.includes('sync.twilio.com') });
    house.twilio.fail({ host: 'sync.twilio.com', ...fault });
    const CallSid = newCall();
    const [flow, call] = await Promise.all([asFlow(handsOver(CallSid)), asked('/agent-handoff', handsOver(CallSid))]);
    expect([flow.next, call.status]).toEqual(['agent', 200]);
    const { attributes } = enqueued(call.text);
    expect(attributes).toEqual(JSON.parse(flow.attributes));
    expect(attributes).toMatchObject({ summary: 'About an order', handoffRef: `handoff-note.${CallSid}` });
    expect(call.milliseconds).toBeLessThan(5000);
  });
});

describe('Sync does not answer, and nothing of it is needed', () => {
  const silent = async () => {
    await open({ unchecked: ({ url }) => url.includes('sync.twilio.com') });
    house.twilio.fail({ host: 'sync.twilio.com', latencyMs: 12_000 });
    house.twilio.fail({ host: 'api.twilio.com', latencyMs: 1000 });
  };

  test('a callback is noted, before the platform gives up on us', async () => {
    await silent();
    const { status, milliseconds } = await asked('/studio/call-back', {
      CallSid: newCall(),
      note: JSON.stringify(NOTE),
    });
    expect([status, milliseconds < 9000]).toEqual([200, true]);
    expect((await tasksOf(house)).map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({ taskType: 'callback', summary: 'About an order' }),
    ]);
  }, 20_000);

  test('a call of another bot is handed over', async () => {
    await silent();
    const callSid = newCall();
    const { status, body } = await asServer(house, '/call-handoff', { callSid });
    expect([status, body]).toEqual([200, { state: 'over' }]);
  }, 20_000);
});

describe('the agent', () => {
  test('reads why, and what was said, while it rings; nobody else does', async () => {
    await open();
    const [alice, bob] = [await signIn('Alice'), await signIn('Bob')];
    await alice.goes('Available');
    const CallSid = newCall();
    const { attributes } = await asFlow(handsOver(CallSid));
    const list = `call-transcript.${CallSid}`;
    const lines = [
      { at: '2026-11-20T10:00:00.000Z', who: 'bot', text: 'Hello' },
      { at: '2026-11-20T10:00:02.000Z', who: 'caller', text: 'A person, please' },
    ];
    await onAccount(house, async ({ sync }) => {
      const { syncLists } = sync.v1.services(house.twilio.account.syncServiceSid);
      await syncLists.create({ uniqueName: list });
      for (const data of lines) await syncLists(list).syncListItems.create({ data });
    });
    const taskSid = await queue(attributes);
    const { reservation } = await alice.offer();
    expect(reservation.task.sid).toBe(taskSid);
    const { status, body } = await readNote(alice, taskSid);
    expect([status, body]).toEqual([200, { note: { ...NOTE, transcript: list }, transcript: lines }]);
    const other = await readNote(bob, taskSid);
    expect([other.status, other.body.error?.code]).toEqual([403, 'task_not_held']);
    const gone = await readNote(alice, `WT${'0'.repeat(32)}`);
    expect([gone.status, gone.body.error?.code]).toEqual([404, 'task_unknown']);
    const page = await house.post<NoteAnswer>('/handoff-note', { flexToken: alice.token, taskSid });
    expect([page.status, page.body.error?.code]).toEqual([403, 'origin_not_allowed']);
  });
});

test('a bot of another make hands over a call that is over: done, and the note is kept', async () => {
  await open();
  const callSid = newCall();
  const note = { reasonCode: 'customer-asked', summary: 'About an order' };
  const { status, body } = await asServer(house, '/call-handoff', { callSid, note });
  expect([status, body]).toEqual([200, { state: 'over' }]);
  expect(JSON.parse((await asFlow({ CallSid: callSid })).attributes)).toMatchObject(note);
});

describe('a callback', () => {
  test('is one task, however often and at how many places it is asked for', async () => {
    await open();
    const CallSid = newCall();
    await asFlow(handsOver(CallSid));
    const answers = await Promise.all([1, 2, 3].map(() => asked('/studio/call-back', { CallSid })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const tasks = await tasksOf(house);
    expect(tasks.map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({
        taskType: 'callback',
        callBackData: expect.objectContaining({ numberToCall: CALLER, numberToCallFrom: NUMBER }),
        handoffRef: `handoff-note.${CallSid}`,
        summary: 'About an order',
      }),
    ]);
  });

  test('TaskRouter is down: the flow hears of it, and may ask again', async () => {
    await open({ unchecked: ({ url }) => url.includes('taskrouter.twilio.com') });
    house.twilio.fail({ host: 'taskrouter.twilio.com', status: 500 });
    const CallSid = newCall();
    expect((await asked('/studio/call-back', { CallSid })).status).toBe(503);
    house.twilio.mend();
    expect((await asked('/studio/call-back', { CallSid })).status).toBe(200);
    expect(await tasksOf(house)).toHaveLength(1);
  });

  test('nobody can be called back who hides their number', async () => {
    await open();
    const { text } = await asked('/studio/call-back', { CallSid: newCall(), From: 'anonymous' });
    expect(JSON.parse(text)).toEqual({ state: 'no_number' });
  });
});

test.each(LANGUAGES)(
  'what stands behind us when nothing of ours answers, in %s, is deployed with the pages',
  async (language) => {
    await open();
    const name = language === 'en' ? 'fallback.xml' : `fallback-${language}.xml`;
    const response = await fetch(`${house.url}/voice/${name}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(/xml/)]);
    const xml = await response.text();
    expect(xml).toContain(`>${SPOKEN_WORDS[language].outage}</Say>`);
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Response>\n {2}<Say language="(en-US|de-DE|es-ES|fr-FR)">[^<>&]+<\/Say>\n {2}<Hangup\/>\n<\/Response>\n$/,
    );
  },
);
