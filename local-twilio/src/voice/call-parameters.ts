import type { Call } from './call';

/** What Twilio says of a call in every request: https://www.twilio.com/docs/voice/twiml#request-parameters */
export function callParameters(call: Call, accountSid: string): Record<string, string> {
  return {
    CallSid: call.sid,
    AccountSid: accountSid,
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    CallStatus: call.status,
    Direction: call.direction,
    ApiVersion: '2010-04-01',
  };
}

/** The same as attributes of the task that Enqueue makes: https://www.twilio.com/docs/taskrouter/twiml-queue-calls */
export function callAttributes(call: Call, accountSid: string): Record<string, string> {
  return {
    call_sid: call.sid,
    account_sid: accountSid,
    from: call.from,
    to: call.to,
    caller: call.from,
    called: call.to,
    call_status: call.status,
    direction: call.direction,
    api_version: '2010-04-01',
  };
}
