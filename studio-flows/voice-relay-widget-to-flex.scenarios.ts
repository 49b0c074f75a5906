import type { Answer, Scenario } from '../tools/flows/scenarios/scenario';
import { afterTheBot, CONNECTING, HANDOFF, HANDS_OVER, PLAIN_TASK, TO_AGENT } from './voice-scenarios';

const SETTINGS = '/relay-twiml';
const PASS: Answer = { json: { attributes: { url: 'wss://relay.example/relay' }, parameters: { pass: '0.1.x' } } };
const LOST = { returns: { SessionStatus: 'failed', ErrorCode: '39001' } };
const functions = { [SETTINGS]: PASS };

export const scenarios: Scenario[] = [
  {
    name: 'The bot hands the call over: the Function gets all that the widget leaves, and the agent what it answers',
    call: { happens: [HANDS_OVER, { leavesQueue: 'bridged' }] },
    functions: { ...functions, [HANDOFF]: TO_AGENT },
    expect: {
      path: [
        'relay_settings',
        'relay_there',
        'relay:success',
        'agent_handoff',
        'keep_answer',
        'next_step',
        'noted',
        'announced',
        'send_to_flex',
        'how_it_ended:match',
      ],
      tasks: [{ attributes: { callSid: 'CA1', summary: 'Wants a refund' } }],
      calls: [
        [SETTINGS, { from: 'studio', CallSid: 'CA00000000000000000000000000000001', attempt: '0' }],
        [HANDOFF, { from: 'studio', SessionStatus: 'ended', SessionId: 'VX1' }],
      ],
    },
  },
  ...[true, false].map(
    (relayWidgetFailsWhenLost): Scenario => ({
      name: `The WebSocket is lost, which is a failure of the widget: ${relayWidgetFailsWhenLost}. The call goes back to the bot`,
      call: { happens: [LOST, HANDS_OVER, { leavesQueue: 'bridged' }] },
      assumptions: { relayWidgetFailsWhenLost },
      functions: {
        ...functions,
        [HANDOFF]: [{ json: { next: 'reconnect', attributes: '', attempt: 1 } }, TO_AGENT],
      },
      expect: {
        tasks: [{ attributes: { callSid: 'CA1', summary: 'Wants a refund' } }],
        calls: [
          [SETTINGS, { attempt: '0' }],
          [HANDOFF, { attempt: '0', SessionStatus: 'failed', ErrorCode: '39001' }],
          [SETTINGS, { attempt: '1' }],
          [HANDOFF, { attempt: '1' }],
        ],
      },
    }),
  ),
  {
    name: 'The bot has said goodbye: the flow ends, and with it the call',
    call: { happens: [{ returns: { SessionStatus: 'ended' } }] },
    functions: { ...functions, [HANDOFF]: { json: { next: 'done', attributes: '', attempt: 0 } } },
    expect: { path: ['relay_settings', 'relay_there', 'relay', 'agent_handoff', 'keep_answer', 'next_step:match'] },
  },
  {
    name: 'The caller hangs up while the bot speaks: nobody is asked any more',
    call: { happens: [{ hangsUp: 'relay' }] },
    functions,
    expect: { path: ['relay_settings', 'relay_there', 'relay:hangup'] },
  },
  ...(
    [
      ['does not answer', 'no answer'],
      ['knows of no bot', { json: {} }],
    ] as const
  ).map(
    ([how, answer]): Scenario => ({
      name: `The Function of the bot's address ${how}: an agent takes the call`,
      call: { happens: [{ leavesQueue: 'bridged' }] },
      functions: { [SETTINGS]: answer },
      expect: { said: [CONNECTING], tasks: [PLAIN_TASK], problems: answer === 'no answer' ? [81017] : [] },
    }),
  ),
  ...afterTheBot([HANDS_OVER], { before: [[SETTINGS]], functions }),
];
