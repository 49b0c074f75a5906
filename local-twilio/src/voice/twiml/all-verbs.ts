import type { MakeVerb } from './verb';
import { connect } from './verbs/connect';
import { enqueue } from './verbs/enqueue';
import { gather } from './verbs/gather';
import { hangup } from './verbs/hangup';
import { pause } from './verbs/pause';
import { play } from './verbs/play';
import { redirect } from './verbs/redirect';
import { reject } from './verbs/reject';
import { say } from './verbs/say';

/** The verbs that are played: https://www.twilio.com/docs/voice/twiml */
export const ALL_VERBS: Record<string, MakeVerb> = {
  Connect: connect,
  Enqueue: enqueue,
  Gather: gather,
  Hangup: hangup,
  Pause: pause,
  Play: play,
  Redirect: redirect,
  Reject: reject,
  Say: say,
};

/** Verbs that leave a call that rings unanswered. */
export const BEFORE_ANSWER = ['Pause', 'Redirect', 'Reject', 'Hangup'];

/** Twilio has them, and this local Twilio does not play them. */
export const NOT_PLAYED = [
  'Dial',
  'Leave',
  'Pay',
  'Prompt',
  'Record',
  'Refer',
  'Siprec',
  'Sms',
  'Start',
  'Stop',
  'Stream',
];
