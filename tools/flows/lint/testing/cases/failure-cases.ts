import { flowOn, split, widget } from '../build-flow';
import type { RuleCase } from '../rule-case';

const CHAT = 'incomingConversationMessage';
const say = widget('say', 'send-message');

/** A flow of one widget in which an event leads nowhere, and one in which it leads to words. */
const unwired = (
  rule: string,
  type: string,
  event: string,
  on: string = CHAT,
  wired: Record<string, string> = {},
): RuleCase => ({
  rule,
  about: `${event} of ${type} leads nowhere`,
  breaks: flowOn(on, widget('step', type, wired), say),
  states: ['step'],
  keeps: flowOn(on, widget('step', type, { ...wired, [event]: 'say' }), say),
});

/** A flow of one widget in which an event leads to what is wrong, and one in which it leads to words. */
const wired = (
  rule: string,
  type: string,
  right: Record<string, string>,
  wrong: Record<string, string>,
  on = CHAT,
): RuleCase => {
  const words = [say, widget('sorry', 'send-message')];
  return {
    rule,
    about: `${type}: ${JSON.stringify(wrong)}`,
    breaks: flowOn(on, widget('step', type, wrong), ...words),
    states: ['step'],
    keeps: flowOn(on, widget('step', type, right), ...words),
  };
};

/** Flows that drop the contact when something goes wrong. */
export const FAILURE_CASES: readonly RuleCase[] = [
  unwired('E040', 'send-to-flex', 'failedToEnqueue'),
  unwired('E041', 'send-to-flex', 'callFailure', 'incomingCall'),
  {
    rule: 'E041',
    about: 'a call, where a chat needs no callFailure',
    breaks: flowOn(['incomingCall', CHAT], widget('step', 'send-to-flex')),
    states: ['step'],
    keeps: flowOn(CHAT, widget('step', 'send-to-flex')),
  },
  unwired('E042', 'run-function', 'fail'),
  unwired('E042', 'run-function-v2', 'fail'),
  unwired('E043', 'make-http-request', 'failed'),
  {
    rule: 'E044',
    about: 'a message that is not sent',
    breaks: flowOn(CHAT, widget('step', 'send-message', { sent: 'ask' }), widget('ask', 'send-and-wait-for-reply')),
    states: ['step'],
    keeps: flowOn(
      CHAT,
      widget('step', 'send-message', { sent: 'ask', failed: 'ask' }),
      widget('ask', 'send-and-wait-for-reply'),
    ),
  },
  unwired('E045', 'send-and-wait-for-reply', 'timeout'),
  unwired('E046', 'send-and-wait-for-reply', 'deliveryFailure'),
  unwired('E047', 'gather-input-on-call', 'timeout', 'incomingCall'),
  {
    rule: 'E048',
    about: 'noMatch leads nowhere',
    breaks: flowOn(CHAT, split('step', undefined), say),
    states: ['step'],
    keeps: flowOn(CHAT, split('step', 'say'), say),
  },
  unwired('E049', 'connect-call-to', 'callCompleted', 'incomingCall'),
  unwired('E050', 'run-subflow', 'failed'),
  unwired('E051', 'add-twiml-redirect', 'return', 'incomingCall', { fail: 'say' }),
  unwired('E051', 'add-twiml-redirect', 'fail', 'incomingCall', { return: 'say' }),
  unwired('E051', 'add-twiml-redirect', 'timeout', 'incomingMessage', { return: 'say', fail: 'say' }),
  unwired('E052', 'record-voicemail', 'noAudio', 'incomingCall', { hangup: 'say' }),
  unwired('E052', 'record-voicemail', 'hangup', 'incomingCall', { noAudio: 'say' }),
  unwired('E053', 'gather-input-on-call', 'speech', 'incomingCall'),
  unwired('E053', 'gather-input-on-call', 'keypress', 'incomingCall'),
  wired('E054', 'run-function', { success: 'say', fail: 'sorry' }, { success: 'say', fail: 'say' }),
  wired(
    'E054',
    'send-to-flex',
    { callComplete: 'say', callFailure: 'sorry' },
    { callComplete: 'say', callFailure: 'say' },
    'incomingCall',
  ),
  wired('E055', 'make-http-request', { failed: 'sorry' }, { failed: 'step' }),
];
