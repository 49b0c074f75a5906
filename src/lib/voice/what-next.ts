import type { AgentHandoffInput } from './call-input';

/**
 * `agent`: with what the bot told, or because the bot is lost. `reconnect`: another session at the relay. `done`: nobody
 * is on the line any more, or the bot has said goodbye.
 */
export type WhatNext = { next: 'agent'; because: 'asked' | 'lost' } | { next: 'reconnect' } | { next: 'done' };

/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const OVER: readonly string[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];
/**
 * Settings that would be refused again: by Twilio, https://www.twilio.com/docs/api/errors/64101, or by the provider that
 * is to speak or listen, https://www.twilio.com/docs/api/errors/64106
 */
const NEVER_BETTER: readonly string[] = ['64101', '64106'];

const AGENT_ASKED: WhatNext = { next: 'agent', because: 'asked' };
const BOT_LOST: WhatNext = { next: 'agent', because: 'lost' };

/**
 * What follows a session at the relay, by what Twilio says of it:
 * https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#action-callback. Whatever is not certain leads to an
 * agent: nobody who is on the line may be lost.
 *
 * @param reconnects how many further sessions one call may have
 */
export function whatNext(
  call: Pick<AgentHandoffInput, 'CallStatus' | 'SessionStatus' | 'HandoffData' | 'ErrorCode' | 'attempt'>,
  reconnects: number,
): WhatNext {
  const { CallStatus, SessionStatus, HandoffData, ErrorCode, attempt } = call;
  if (OVER.includes(CallStatus)) return { next: 'done' };
  if (HandoffData !== '') return AGENT_ASKED;
  switch (SessionStatus) {
    case 'ended':
      if (ErrorCode === '') return { next: 'done' };
      break;
    case 'completed':
      // The caller hung up. A flow tells the status with which the call came in.
      return CallStatus === 'in-progress' ? BOT_LOST : { next: 'done' };
    case '':
      if (ErrorCode === '') return BOT_LOST;
  }
  return attempt < reconnects && !NEVER_BETTER.includes(ErrorCode) ? { next: 'reconnect' } : BOT_LOST;
}
