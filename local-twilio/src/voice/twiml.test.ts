import { signature } from '../webhooks/signature';
import { VoiceHouse } from './testing/voice-house';

let house: VoiceHouse;

afterEach(() => house.stop());

const response = (verbs: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;

/** A call to an application that answers so at /voice. */
async function call(answers: Parameters<typeof VoiceHouse.start>[0], options?: Parameters<typeof VoiceHouse.start>[1]) {
  house = await VoiceHouse.start(answers, options);
  const phone = await house.phone();
  phone.send({ type: 'dial', to: '+15005550006' });
  return phone;
}

test('a call asks the number’s address with a signed form, is answered, hears what is said, and ends with the document', async () => {
  const phone = await call({ '/voice': response('<Say>Hello  there</Say><Play>/a.mp3</Play>') });
  await phone.status('completed');
  const [asked] = house.asked;
  const { accountSid, authToken } = house.twilio.account;
  expect(asked?.path).toBe('POST /voice');
  expect(asked?.parameters).toEqual({
    CallSid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
    AccountSid: accountSid,
    From: '+12025550143',
    To: '+15005550006',
    Caller: '+12025550143',
    Called: '+15005550006',
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
  });
  expect(asked?.signature).toBe(signature(authToken, `${house.url}/voice`, asked?.parameters ?? {}));
  expect(phone.heard.map((frame) => (frame.type === 'status' ? frame.status : frame.type))).toEqual([
    'ready',
    'ringing',
    'in-progress',
    'speech',
    'speech',
    'play',
    'completed',
  ]);
  expect(phone.heard.filter(({ type }) => type === 'speech' || type === 'play')).toEqual([
    { type: 'speech', turn: 1, voice: 'announcement', text: 'Hello there', state: 'speaking' },
    { type: 'speech', turn: 1, voice: 'announcement', text: 'Hello there', state: 'said' },
    { type: 'play', source: `${house.url}/a.mp3` },
  ]);
});

test('words are heard one after the other, and who hangs up hears no more', async () => {
  const phone = await call({ '/voice': response('<Say>One two three</Say>') }, { wordsPerMinute: 6000 });
  await phone.until('the second word', (frame) => frame.type === 'speech' && frame.text === 'One two');
  phone.send({ type: 'hangUp' });
  await phone.status('completed');
  expect(phone.turns.length).toBeLessThanOrEqual(1);
  expect(phone.heard.some((frame) => frame.type === 'speech' && frame.state === 'said')).toBe(false);
});

test('a Gather takes keys up to their number, stops its own words, and asks its action', async () => {
  const phone = await call(
    {
      '/voice': response(
        '<Gather numDigits="2" action="/keys?step=1"><Say>Press two keys please</Say></Gather><Say>None</Say>',
      ),
      '/keys': response('<Say>Thanks</Say>'),
    },
    { wordsPerMinute: 600 },
  );
  await phone.until('the prompt', (frame) => frame.type === 'speech' && frame.text === 'Press');
  phone.send({ type: 'digits', digits: '42' });
  await phone.status('completed');
  expect(house.asked.map(({ path }) => path)).toEqual(['POST /voice', 'POST /keys?step=1']);
  expect(house.asked[1]?.parameters).toMatchObject({ Digits: '42', FinishedOnKey: '', CallStatus: 'in-progress' });
  expect(phone.turns).toEqual(['Press –', 'Thanks']);
});

test('a Gather ends with its key, takes speech where it wants it, and goes on when nothing comes', async () => {
  const phone = await call({
    '/voice': response('<Gather action="/more"/>'),
    '/more': response('<Gather input="speech dtmf" language="de-DE" action="/speech"/>'),
    '/speech': response('<Gather timeout="3"/><Say>Silence</Say>'),
  });
  await phone.status('in-progress');
  phone.send({ type: 'digits', digits: '123#' });
  await until(() => house.asked.length === 2);
  phone.send({ type: 'say', text: 'Guten Tag' });
  await until(() => house.asked.length === 3);
  expect(house.asked[1]?.parameters).toMatchObject({ Digits: '123', FinishedOnKey: '#' });
  expect(house.asked[2]?.parameters).toMatchObject({
    SpeechResult: 'Guten Tag',
    Language: 'de-DE',
    Confidence: '0.92',
  });
  await new Promise(setImmediate);
  house.twilio.clock.advance(3000);
  await phone.says('Silence');
});

test('a Redirect goes on elsewhere, relative to where its document came from; a GET carries the call in its query', async () => {
  const phone = await call({
    '/voice': response('<Redirect>/a/b?x=1&amp;y=2</Redirect>'),
    '/a/b': response('<Redirect method="GET">c</Redirect>'),
    '/a/c': response('<Hangup/><Say>Never</Say>'),
  });
  await phone.status('completed');
  expect(house.asked.map(({ path }) => path.split('&')[0])).toEqual([
    'POST /voice',
    'POST /a/b?x=1',
    expect.stringMatching(/^GET \/a\/c\?CallSid=CA/),
  ]);
  expect(phone.turns).toEqual([]);
});

test.each([
  ['busy', 'busy'],
  ['rejected', 'no-answer'],
])('a Reject with the reason %s ends a call that was not answered as %s', async (reason, status) => {
  const phone = await call({ '/voice': response(`<Reject reason="${reason}"/>`) });
  await phone.status(status);
  expect(phone.heard.some((frame) => frame.type === 'status' && frame.status === 'in-progress')).toBe(false);
});

test.each([
  ['an answer that is an error', 500, '11200'],
  ['what is no TwiML', '{"error":"no"}', '12100'],
  ['a verb that is not played here', response('<Dial>+12025550100</Dial>'), '12200'],
  ['an attribute that is no number', response('<Pause length="soon"/>'), '12200'],
])('%s: the fallback is asked, and told why', async (_what, answer, code) => {
  const phone = await call(
    { '/voice': answer, '/fallback': response('<Say>Please call again</Say>') },
    {
      numbers: (url) => [
        {
          phoneNumber: '+15005550006',
          voice: { url: `${url}/voice`, method: 'POST' },
          fallback: { url: `${url}/fallback`, method: 'POST' },
        },
      ],
    },
  );
  await phone.status('completed');
  expect(house.asked[1]?.parameters).toMatchObject({ ErrorCode: code, ErrorUrl: `${house.url}/voice` });
  expect(phone.turns).toEqual(['Please call again']);
});

test('without a fallback the caller hears an apology, and the terminal why', async () => {
  const phone = await call({ '/voice': response('<Redirect>/gone</Redirect>') });
  await phone.status('completed');
  expect(phone.turns).toEqual(['We are sorry, an application error has occurred. Goodbye.']);
  expect(house.said).toEqual([`Voice: error 11200 at ${house.url}/gone: answered with 404`]);
});

test('a number that nobody has is not in service', async () => {
  house = await VoiceHouse.start({});
  const phone = await house.phone();
  phone.send({ type: 'dial', to: '+12025550199' });
  expect(await phone.status('failed')).toMatchObject({ reason: '+12025550199 is not in service' });
});

test('a page of another site reaches no phone', async () => {
  house = await VoiceHouse.start({});
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(`ws://127.0.0.1:${house.twilio.port}/phone`, { origin: 'https://evil.example' });
  const [code] = await new Promise<[number]>((resolve) => socket.on('close', (closed) => resolve([closed])));
  expect(code).not.toBe(1000);
});

async function until(is: () => boolean): Promise<void> {
  for (let turns = 0; !is(); turns += 1) {
    if (turns > 100_000) throw new Error('It did not happen');
    await new Promise(setImmediate);
  }
}
