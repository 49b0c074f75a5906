import type { CallHappening } from '../tools/flows/scenarios/call-script';
import type { Answer, Expectation, Scenario } from '../tools/flows/scenarios/scenario';

export const HANDOFF = '/agent-handoff';
const CALL_BACK = '/studio/call-back';

const NOTE = '{"reasonCode":"customer-asked","summary":"Wants a \\"refund\\" & {{more}}"}';

/** The bot ends its session and says why. */
export const HANDS_OVER: CallHappening = {
  returns: {
    SessionId: 'VX1',
    SessionStatus: 'ended',
    HandoffData: NOTE,
  },
};

/** What /agent-handoff answers when a person is to take the call. */
export const TO_AGENT: Answer = {
  json: { next: 'agent', attributes: '{"callSid":"CA1","summary":"Wants a refund"}', attempt: 0 },
};
const TASK = { attributes: { callSid: 'CA1', summary: 'Wants a refund' } };
const BOT_LOST: Answer = {
  json: {
    next: 'agent',
    attributes: '{"reasonCode":"bot-failed"}',
    attempt: 2,
    say: 'Einen Moment bitte.',
    language: 'de-DE',
  },
};

/** What the agent gets when no Function of ours answers. */
export const PLAIN_TASK = {
  attributes: {
    channelType: 'voice',
    direction: 'inbound',
    callSid: 'CA00000000000000000000000000000001',
    name: '+14155550100',
    from: '+14155550100',
    customerAddress: '+14155550100',
    reasonCode: 'bot-failed',
    handoffRef: 'handoff-note.CA00000000000000000000000000000001',
  },
};

export const CONNECTING = 'One moment please, I am connecting you with one of our team.';
const MOMENT = 'One moment, please.';
const OFFER =
  'I am sorry, nobody can take your call right now. Shall we call you back at this number? Press 1, or say yes.';
const PROMISE = 'Thank you. We will call you back at this number. Goodbye.';
const AGAIN = 'I am sorry, nobody can take your call right now. Please call again in a few minutes. Goodbye.';
const GOODBYE = 'All right. You can call us again at any time. Goodbye.';

const IN_GERMAN: Answer = {
  json: {
    next: 'agent',
    attributes: '{}',
    attempt: 0,
    words: {
      toAgent: 'Ich verbinde Sie.',
      offerCallBack: 'Sollen wir zurückrufen?',
      callBackPromised: 'Wir rufen zurück.',
    },
    language: 'de-DE',
  },
};
const DOWN: Answer = { status: 500, json: { error: { code: 'internal' } } };
const PROMISED: Answer = { json: { state: 'asked', taskSid: 'WT1' } };
const NOBODY: CallHappening = { leavesQueue: 'leave' };

/**
 * What may happen after the bot, whichever way the call has come to it.
 *
 * @param atBot what happens until the bot has handed the call over
 * @param before the requests until then
 * @param functions answers that these need
 */
export function afterTheBot(
  atBot: CallHappening[],
  { before, functions = {} }: { before: NonNullable<Expectation['calls']>; functions?: Record<string, Answer> },
): Scenario[] {
  const answers = { ...functions, [HANDOFF]: TO_AGENT, [CALL_BACK]: PROMISED };
  const called = (...paths: [path: string, parameters?: Record<string, string>][]) => [...before, ...paths];
  const nobody = (...after: CallHappening[]) => ({ happens: [...atBot, NOBODY, ...after] });
  return [
    {
      name: 'The bot was lost: the caller hears, in the language of the call, that somebody is asked',
      call: { happens: [...atBot, { leavesQueue: 'bridged' }] },
      functions: { ...answers, [HANDOFF]: BOT_LOST },
      expect: { said: ['Einen Moment bitte.'], tasks: [{ attributes: { reasonCode: 'bot-failed' } }] },
    },
    {
      name: 'The Function fails: the caller hears that it takes a moment, and it is asked again',
      call: { happens: [...atBot, { leavesQueue: 'bridged' }] },
      functions: { ...answers, [HANDOFF]: [DOWN, TO_AGENT] },
      expect: {
        said: [MOMENT],
        tasks: [TASK],
        calls: called([HANDOFF, { SessionStatus: 'ended' }], [HANDOFF, { SessionStatus: 'ended' }]),
        problems: [81017],
      },
    },
    {
      name: 'It fails twice: an agent gets the call with what the flow itself knows',
      call: { happens: [...atBot, { leavesQueue: 'bridged' }] },
      functions: { ...answers, [HANDOFF]: ['no answer', DOWN] },
      expect: { said: [MOMENT, CONNECTING], tasks: [PLAIN_TASK], problems: [81017, 81017] },
    },
    {
      name: 'It names a step that the flow does not know: the same',
      call: { happens: [...atBot, { leavesQueue: 'bridged' }] },
      functions: { ...answers, [HANDOFF]: { json: { next: 'dance' } } },
      expect: { said: [CONNECTING], tasks: [PLAIN_TASK] },
    },
    {
      name: 'It says that an agent is to take the call, and nothing for the task: the same',
      call: { happens: [...atBot, { leavesQueue: 'bridged' }] },
      functions: { ...answers, [HANDOFF]: { json: { next: 'agent' } } },
      expect: { said: [CONNECTING], tasks: [PLAIN_TASK] },
    },
    {
      name: 'It answers at the second attempt: what it says counts from there on, language and words',
      call: nobody({ presses: '1' }),
      functions: { ...answers, [HANDOFF]: [DOWN, IN_GERMAN] },
      expect: {
        said: [MOMENT, 'Sollen wir zurückrufen?', 'Wir rufen zurück.'],
        tasks: [{ attributes: {} }],
        problems: [81017],
      },
    },
    {
      name: 'Nobody takes the call in five minutes: the caller presses 1 and is called back',
      call: nobody({ presses: '1' }),
      functions: answers,
      expect: {
        said: [OFFER, PROMISE],
        tasks: [TASK],
        calls: called(
          [HANDOFF],
          [
            CALL_BACK,
            { CallSid: 'CA00000000000000000000000000000001', From: '+14155550100', To: '+15005550006', note: NOTE },
          ],
        ),
      },
    },
    ...['Yes, please.', 'Ja', 'Oui.', 'sí'].map(
      (says): Scenario => ({
        name: `The caller says "${says}" and is called back`,
        call: nobody({ says }),
        functions: answers,
        expect: { said: [OFFER, PROMISE], tasks: [TASK] },
      }),
    ),
    {
      name: 'The words of the Function take the place of the English ones',
      call: nobody({ presses: '1' }),
      functions: {
        ...answers,
        [HANDOFF]: IN_GERMAN,
      },
      expect: { said: ['Sollen wir zurückrufen?', 'Wir rufen zurück.'], tasks: [{ attributes: {} }] },
    },
    ...['No, thank you.', "Please don't.", 'Bitte nicht', 'Claro que no'].map(
      (says): Scenario => ({
        name: `The caller says "${says}" and is not called back`,
        call: nobody({ says }),
        functions: answers,
        expect: { said: [OFFER, GOODBYE], tasks: [TASK] },
      }),
    ),
    {
      name: 'The caller says nothing to the offer',
      call: nobody({ isSilent: true }),
      functions: answers,
      expect: { said: [OFFER, GOODBYE], tasks: [TASK] },
    },
    {
      name: 'The caller hangs up in the queue, and nothing is offered',
      call: { happens: [...atBot, { hangsUp: 'send_to_flex' }] },
      functions: answers,
      expect: { calls: called([HANDOFF]) },
    },
    {
      name: 'The callback is noted at the second attempt',
      call: nobody({ presses: '1' }),
      functions: { ...answers, [CALL_BACK]: [DOWN, PROMISED] },
      expect: { said: [OFFER, PROMISE], tasks: [TASK], problems: [81017] },
    },
    {
      name: 'The callback cannot be noted: the caller is asked to call again',
      call: nobody({ presses: '1' }),
      functions: { ...answers, [CALL_BACK]: DOWN },
      expect: { said: [OFFER, AGAIN], tasks: [TASK], problems: [81017, 81017] },
    },
    {
      name: 'The Function says that this number cannot be called: nothing is promised',
      call: nobody({ presses: '1' }),
      functions: { ...answers, [CALL_BACK]: { json: { state: 'no_number' } } },
      expect: { said: [OFFER, AGAIN], tasks: [TASK] },
    },
    ...['anonymous', '+266696687', 'client:ada'].map(
      (from): Scenario => ({
        name: `Who calls from ${from} cannot be called back, and hears so`,
        call: { ...nobody(), from },
        functions: answers,
        expect: { said: [AGAIN], tasks: [TASK] },
      }),
    ),
    ...(['queue-full', 'system-error'] as const).map(
      (leavesQueue): Scenario => ({
        name: `The queue does not take the call (${leavesQueue}): a callback is offered`,
        call: { happens: [...atBot, { leavesQueue }, { presses: '1' }] },
        functions: answers,
        expect: { said: [OFFER, PROMISE], tasks: [TASK], problems: [81015] },
      }),
    ),
    {
      name: 'Attributes that Send to Flex refuses: a callback is offered',
      call: { happens: [...atBot, { presses: '1' }] },
      functions: { ...answers, [HANDOFF]: { json: { next: 'agent', attributes: 'x'.repeat(1025) } } },
      expect: { said: [OFFER, PROMISE], problems: [81015] },
    },
  ];
}
