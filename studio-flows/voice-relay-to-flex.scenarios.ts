import type { Answer, Scenario } from '../tools/flows/scenarios/scenario';
import { afterTheBot, CONNECTING, HANDOFF, HANDS_OVER, PLAIN_TASK, TO_AGENT } from './voice-scenarios';

const RELAY = '/relay-twiml';
/** What the interpreter gives a flow of this name. */
const FLOW_SID = 'FWe0ecc25a547d51a9bcc6de08e6ad0ad0';

/** What Twilio asks the return address when the WebSocket is lost. */
const LOST = { returns: { SessionStatus: 'failed', ErrorCode: '39001' } };
const RECONNECTS = { next: 'reconnect', attributes: '', attempt: 1 };
const RECONNECT: Answer = { json: RECONNECTS };
const DONE: Answer = { json: { next: 'done', attributes: '', attempt: 0 } };

export const scenarios: Scenario[] = [
  {
    name: 'The bot hands the call over: the Function gets all that came back, and the agent what it answers',
    call: { happens: [HANDS_OVER, { leavesQueue: 'bridged' }] },
    functions: { [HANDOFF]: TO_AGENT },
    expect: {
      path: [
        'relay:return',
        'agent_handoff',
        'keep_answer',
        'next_step',
        'noted:noMatch',
        'announced:match',
        'send_to_flex:callComplete',
        'how_it_ended:match',
      ],
      tasks: [{ attributes: { callSid: 'CA1', summary: 'Wants a refund' }, timeout: 300 }],
      calls: [
        [RELAY, { flow: FLOW_SID, attempt: '0' }],
        [
          HANDOFF,
          {
            from: 'studio',
            CallSid: 'CA00000000000000000000000000000001',
            From: '+14155550100',
            To: '+15005550006',
            attempt: '0',
            CallStatus: 'in-progress',
            SessionId: 'VX1',
            SessionStatus: 'ended',
            ErrorCode: '',
            HandoffData: '{"reasonCode":"customer-asked","summary":"Wants a \\"refund\\" & {{more}}"}',
          },
        ],
      ],
    },
  },
  {
    name: 'The WebSocket is lost: the call goes back to the bot, and says which attempt it is',
    call: { happens: [LOST, HANDS_OVER, { leavesQueue: 'bridged' }] },
    functions: { [HANDOFF]: [RECONNECT, TO_AGENT] },
    expect: {
      tasks: [{ attributes: { callSid: 'CA1', summary: 'Wants a refund' } }],
      calls: [
        [RELAY, { attempt: '0' }],
        [HANDOFF, { attempt: '0', SessionStatus: 'failed', ErrorCode: '39001', HandoffData: '' }],
        [RELAY, { attempt: '1' }],
        [HANDOFF, { attempt: '1', SessionStatus: 'ended', ErrorCode: '' }],
      ],
    },
  },
  {
    name: 'It is lost twice, and then no Function answers: the caller hears so in the words of the first answer',
    call: { happens: [LOST, LOST, { leavesQueue: 'bridged' }] },
    functions: { [HANDOFF]: [{ json: { ...RECONNECTS, words: { toAgent: 'Ich verbinde Sie.' } } }, 'no answer'] },
    expect: { said: ['One moment, please.', 'Ich verbinde Sie.'], tasks: [PLAIN_TASK], problems: [81017, 81017] },
  },
  {
    name: 'The Function does not say which session comes: none after that, however it answers the next time',
    call: { happens: [LOST, HANDS_OVER, { leavesQueue: 'bridged' }] },
    functions: { [HANDOFF]: [{ json: { next: 'reconnect' } }, TO_AGENT] },
    expect: {
      tasks: [{ attributes: { callSid: 'CA1', summary: 'Wants a refund' } }],
      calls: [
        [RELAY, { attempt: '0' }],
        [HANDOFF, { attempt: '0' }],
        [RELAY, { attempt: '10' }],
        [HANDOFF, { attempt: '10' }],
      ],
    },
  },
  {
    name: 'The bot has said goodbye: the flow ends, and with it the call',
    call: { happens: [{ returns: { SessionStatus: 'ended' } }] },
    functions: { [HANDOFF]: DONE },
    expect: { path: ['relay', 'agent_handoff', 'keep_answer', 'next_step:match'] },
  },
  {
    name: 'The caller hangs up while the bot speaks: nobody is asked any more',
    call: { happens: [{ hangsUp: 'relay' }] },
    expect: { path: ['relay:hangup'] },
  },
  {
    name: 'The caller hung up, and Studio hears of it by FlowEvent=return: the execution has ended',
    call: { happens: [{ returns: { SessionStatus: 'completed', CallStatus: 'completed' } }] },
    expect: { path: ['relay:hangup'] },
  },
  {
    name: 'The same, where Studio goes on: the Function says that nothing is left to do',
    call: { happens: [{ returns: { SessionStatus: 'completed', CallStatus: 'completed' } }] },
    assumptions: { redirectReturnsAfterHangup: true },
    functions: { [HANDOFF]: DONE },
    expect: {
      path: ['relay:return', 'agent_handoff', 'keep_answer', 'next_step:match'],
      calls: [[RELAY], [HANDOFF, { CallStatus: 'completed', SessionStatus: 'completed' }]],
    },
  },
  {
    name: 'A call that does not come back in four hours is given up; where it is, nobody can be put through',
    call: { happens: [{ isAway: '4h' }] },
    expect: { path: ['relay:timeout', 'without_note', 'say_connecting:hangup'], problems: [81020] },
  },
  {
    name: 'The address of the bot cannot be read: an agent takes the call',
    call: { happens: [{ leavesQueue: 'bridged' }] },
    unreadableUrls: ['relay'],
    expect: { said: [CONNECTING], tasks: [PLAIN_TASK], problems: [11100] },
  },
  ...afterTheBot([HANDS_OVER], { before: [[RELAY]] }),
];
