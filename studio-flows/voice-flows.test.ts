import { newSid } from '../local-twilio/src/account/sids';
import type { CallReturn, VoicePort } from '../local-twilio/src/ports';
import type { ExecutionLog } from '../local-twilio/src/studio/execution-log';
import { studioAlone } from '../local-twilio/src/studio/studio-alone';
import type { WebhookReply } from '../local-twilio/src/webhooks/delivery';
import { canBeCalledBack } from '../src/lib/voice/call-back';
import { YES } from '../src/lib/voice/means-yes';
import { ended } from '../tools/flows/scenarios/pass-time';
import { publishedFlows } from '../tools/flows/scenarios/published-flow';
import { conditionRegex } from './condition-regex';
import type { FlowDefinition } from './flow-definition';
import { readFlows } from './read-flows';

const { flows, names } = readFlows(__dirname);
const VOICE_FLOWS = ['voice-relay-to-flex', 'voice-relay-widget-to-flex'];
const statesOf = (flow: string) => flows.find(({ name }) => name === flow)?.definition.states ?? [];

test('each Function is called at the path that its stand-in stands for, and each stand-in is used', () => {
  const { service, environment, functions } = names.serverless;
  const called = flows.flatMap(({ definition }) => definition.states.filter(({ type }) => type === 'run-function'));
  for (const { name, properties } of called) {
    expect([name, properties]).toEqual([
      name,
      expect.objectContaining({
        service_sid: service.sid,
        environment_sid: environment.sid,
        url: environment.origin + functions[String(properties.function_sid)],
      }),
    ]);
  }
  expect(new Set(called.map(({ properties }) => properties.function_sid))).toEqual(new Set(Object.keys(functions)));
});

describe.each(VOICE_FLOWS)('%s', (name) => {
  test('every widget can be reached', () => {
    const reached = new Set(statesOf(name).flatMap(({ transitions }) => transitions.flatMap(({ next }) => next ?? [])));
    expect(statesOf(name).filter((state) => state.type !== 'trigger' && !reached.has(state.name))).toEqual([]);
  });

  test('no two widgets lie on top of each other in the canvas', () => {
    const places = statesOf(name).map(({ properties }) => JSON.stringify(properties.offset));
    expect(new Set(places).size).toBe(places.length);
  });

  test('what is said is in the language that is said, whichever of two requests was answered', () => {
    const spoken = statesOf(name).filter(({ type }) => type === 'say-play' || type === 'gather-input-on-call');
    const languages = spoken.map((state) => [state.name, state.properties.language]);
    const answered = "{{flow.variables.language | default: 'en-US'}}";
    expect(Object.fromEntries(languages)).toEqual({
      say_one_moment: 'en-US',
      say_connecting: answered,
      offer_call_back: answered,
      say_call_back: answered,
      say_call_again: answered,
      say_goodbye: answered,
    });
    expect(spoken.filter(({ properties }) => String(properties.say).includes('widgets.'))).toEqual([]);
  });

  test('what counts as a yes, and which number can be called back, is what the Functions say', () => {
    const regexes = statesOf(name).flatMap(({ name: state, transitions }) =>
      transitions.flatMap(({ conditions = [] }) =>
        conditions.filter(({ type }) => type === 'regex').map(({ value }) => [state, value]),
      ),
    );
    expect(regexes).toEqual([
      ['known_number', expect.any(String)],
      ['known_number', expect.any(String)],
      ['wants_call_back', YES],
    ]);
    const [hidden = '', telephone = ''] = regexes.map(([, value]) => String(value));
    const offered = (number: string) => !conditionRegex(hidden).test(number) && conditionRegex(telephone).test(number);
    const numbers = ['+14155550100', '+4912345', '+7378742833', '+2562533', '+8656696', '+266696687', '+86282452253'];
    for (const number of [
      ...numbers,
      '+12345',
      '+1234',
      'sip:ada@sip.example',
      'anonymous',
      '',
      'client:ada',
      '+0123456789',
    ]) {
      expect([number, offered(number)]).toEqual([number, canBeCalledBack(number)]);
    }
  });

  test('every way out of a widget leads on, but after last words, with an agent, or when the bot has said goodbye', () => {
    const ends = statesOf(name)
      .filter(({ type }) => type !== 'trigger')
      .flatMap((state) => state.transitions.filter(({ next }) => !next).map(({ event }) => `${state.name}:${event}`));
    expect(ends.toSorted()).toEqual([
      'how_it_ended:match',
      'next_step:match',
      'say_call_again:audioComplete',
      'say_call_back:audioComplete',
      'say_goodbye:audioComplete',
    ]);
  });

  test('whatever happens, a call ends with words, with an agent, or because caller or bot ended it', async () => {
    const flow = publishedFlows(__dirname).find((one) => one.name === name);
    if (!flow) throw new Error(`${name} is missing`);
    const endings = new Map<string, number>();
    for (let seed = 1; seed <= 400; seed += 1) {
      const { ending, log } = await playAtRandom(flow, randomOf(seed));
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
      const path = log.steps.map(({ widget, event }) => `${widget}:${event}`).join(' ');
      expect([seed, path, ending]).toEqual([seed, path, expect.stringMatching(/^(words|agent|caller|bot)$/)]);
    }
    expect([...endings.keys()].toSorted()).toEqual(['agent', 'bot', 'caller', 'words']);
  });
});

type Random = <Value>(...values: readonly [Value, ...Value[]]) => Value;

/** Numbers that look random and are the same in every run: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomOf(seed: number): Random {
  let state = seed * 7919;
  return (...values) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return values[Math.floor((state / 2 ** 31) * values.length)] ?? values[0];
  };
}

/** A call on which everything that can fail fails now and then. */
async function playAtRandom(flow: { name: string; sid: string; definition: FlowDefinition }, random: Random) {
  let last = 'nothing';
  const run = async (twiml: string): Promise<CallReturn> => {
    const returned = (why: CallReturn['why'], parameters: Record<string, string> = {}) => ({ why, parameters });
    if (random(false, false, false, false, false, false, false, false, true)) {
      last = 'caller';
      return returned('over');
    }
    const status = random<Record<string, string>>(
      { SessionStatus: 'ended', HandoffData: '{}' },
      { SessionStatus: 'failed', ErrorCode: '39001' },
      {},
    );
    if (twiml.includes('<Redirect') || twiml.includes('<ConversationRelay')) {
      last = 'nothing';
      return returned(twiml.includes('<Redirect') ? 'flow' : 'answer', status);
    }
    if (twiml.includes('<Enqueue')) {
      const QueueResult = random('bridged', 'leave', 'error', 'queue-full', 'system-error', '');
      last = QueueResult === 'bridged' ? 'agent' : 'nothing';
      return returned('answer', { QueueResult });
    }
    last = 'words';
    if (twiml.includes('<Gather')) {
      return random(
        returned('answer', { Digits: random('1', '7') }),
        returned('answer', { SpeechResult: 'no' }),
        returned('through'),
      );
    }
    return returned('through');
  };
  const voice: VoicePort = { run: (_callSid, twiml) => run(twiml), hangUp: () => undefined };
  const refuse = (): never => {
    throw new Error('A call has nothing to do with it');
  };
  const conversations = new Proxy({}, { get: refuse }) as Parameters<typeof studioAlone>[0]['conversations'];
  const { kernel, studio } = studioAlone({
    conversations,
    flex: { createInteraction: refuse },
    voice: () => voice,
    flows: [flow],
    say: () => undefined,
  });
  studio.answerCalls(async ({ url }): Promise<WebhookReply> => {
    const json = (value: unknown) => ({ status: 200, contentType: 'application/json', body: JSON.stringify(value) });
    const failed = random(false, false, false, true);
    if (failed)
      return random({ status: 0, contentType: '', body: 'No answer' }, { status: 500, contentType: '', body: '' });
    if (url.pathname === '/relay-twiml') return random(json({ attributes: { url: 'wss://relay.example' } }), json({}));
    if (url.pathname === '/studio/call-back') return json({ state: random('asked', 'no_number') });
    const next = random('agent', 'reconnect', 'done', 'nonsense');
    if (next === 'done') last = 'bot';
    return json({ next, attributes: random('{}', 'no JSON'), attempt: 1, say: random('', 'One moment') });
  });
  const From = random('+14155550100', 'anonymous', '');
  studio.incomingCall(flow.sid, { CallSid: newSid('CA'), From, To: '+15005550006' });
  await ended(studio);
  kernel.clock.stop();
  const [log] = studio.executions();
  if (!log) throw new Error('Nothing has run');
  return { ending: last, log: log as ExecutionLog };
}
