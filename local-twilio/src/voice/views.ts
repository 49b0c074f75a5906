import type { Account } from '../account/account';
import type { Call } from './call';

const SUBRESOURCES = {
  events: 'Events',
  notifications: 'Notifications',
  payments: 'Payments',
  recordings: 'Recordings',
  siprec: 'Siprec',
  streams: 'Streams',
  transcriptions: 'Transcriptions',
  user_defined_message_subscriptions: 'UserDefinedMessageSubscriptions',
  user_defined_messages: 'UserDefinedMessages',
};

/** A call as REST shows it: https://www.twilio.com/docs/voice/api/call-resource#call-properties */
export function callView(call: Call, account: Account) {
  const uri = `/2010-04-01/Accounts/${account.accountSid}/Calls/${call.sid}`;
  const { startTime, endTime } = call;
  return {
    sid: call.sid,
    account_sid: account.accountSid,
    parent_call_sid: null,
    phone_number_sid: call.phoneNumberSid,
    from: call.from,
    from_formatted: formatted(call.from),
    to: call.to,
    to_formatted: formatted(call.to),
    forwarded_from: null,
    caller_name: null,
    direction: call.direction,
    status: call.status,
    answered_by: null,
    date_created: rfc2822(call.dateCreated),
    date_updated: rfc2822(call.dateUpdated),
    start_time: startTime === null ? null : rfc2822(startTime),
    end_time: endTime === null ? null : rfc2822(endTime),
    duration: endTime === null ? null : String(startTime === null ? 0 : Math.ceil((endTime - startTime) / 1000)),
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    group_sid: null,
    trunk_sid: null,
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([name, path]) => [name, `${uri}/${path}.json`]),
    ),
  };
}

const rfc2822 = (milliseconds: number) => new Date(milliseconds).toUTCString().replace('GMT', '+0000');

/** `(202) 555-0143` for a number of North America. */
function formatted(number: string): string {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
  return area ? `(${area}) ${exchange}-${line}` : number;
}
