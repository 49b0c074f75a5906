import type { FlowWords, Language } from '../words/words';
import type { VoiceSettings } from './voice-settings';

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** From and to as HH:MM of the site's time zone; `24:00` ends the day. */
export type TimeSpan = readonly [from: string, to: string];

export interface OpeningHours {
  /** IANA name, such as Europe/Vienna. */
  timeZone: string;
  week: Partial<Record<Weekday, readonly TimeSpan[]>>;
  /** Days that are not as the week says, by date of the site's time zone (YYYY-MM-DD); `[]` is closed all day. */
  exceptions?: Readonly<Record<string, readonly TimeSpan[]>>;
}

/** ISO-8601 durations. */
export interface Timers {
  /** At least PT1M. */
  inactive: string;
  /** At least PT10M. */
  closed: string;
}

/** One site or brand whose pages carry the chat. */
export interface Site {
  name: string;
  /** Exact origins of its pages. Those of the site "default" come from ALLOWED_ORIGINS as well. */
  origins: readonly string[];
  hours: 'always' | OpeningHours;
  /** The flow that its chats enter: a file of studio-flows/ without `.json`. */
  flow: string;
  /** Friendly name of the TaskRouter queue whose people answer; absent: that of TASKROUTER_QUEUE_SID. */
  queue?: string;
  /** Further queues, by friendly name, whose availability its pages may ask for. */
  queues?: readonly string[];
  /** Friendly names of the queues that /conversation-handoff may ask for; workflows match them in `task.queue`. */
  handoffQueues?: readonly string[];
  /**
   * A customer for whom somebody vouches is offered first to the agent who served them last, so many days long. Absent:
   * nobody is remembered, and it costs no call to Twilio.
   */
  knownAgent?: { days: number };
  /** BCP 47: spoken with whoever asks for no language, or for one that is not spoken here. */
  locale: string;
  /** What it speaks; the language of `locale` must be among them. */
  languages: readonly Language[];
  /** What it says in other words than src/words/, by language (`de`) or by region (`de-AT`). */
  words?: Readonly<Record<string, Partial<FlowWords>>>;
  /** They end every chat that nobody ends. */
  timers: Timers;
  /** The same for a chat in which the customer left a message: longer than a task may wait for an agent to come in. */
  messageTimers: Timers;
  limits: {
    /** Bytes of JSON that a page may send along before the chat. */
    preEngagementBytes: number;
    /** New chats a minute, of all visitors together: a ceiling on what an attack can cost. */
    newChatsPerMinute: number;
    /** Characters of one message through /message-send, and of what becomes of one in a task. */
    messageCharacters: number;
    /** Messages of a customer before an agent was asked; whoever writes more is not answered. */
    messagesBeforeTask: number;
  };
  /** What a visitor has to show before a chat is made; customers with a token and servers need none. */
  challenge?: 'turnstile' | 'altcha';
  /** What a customer must show to join a video call; otherwise a code or the chat's session, either alone. */
  videoNeeds?: 'session' | 'code';
  /** How its bot speaks on the phone; absent: as that of the site "default". */
  voice?: VoiceSettings;
  /** What its pages may know before there is a chat. Public: it is served as a file. */
  page: PageSettings;
}

/** How the chat looks and behaves on the pages of a site. */
export interface PageSettings {
  /** CSS custom properties of `<flex-chat>`, such as `--flex-chat-accent`. */
  theme: Readonly<Record<`--flex-chat-${string}`, string>>;
  /** `none`: the chat opens at once. */
  form: 'name-and-topic' | 'none';
  attachments: {
    /** At most 16 MB: more, Twilio does not take. */
    maximumBytes: number;
    /** MIME types; `image/*` stands for all pictures. Empty: no attachments. */
    types: readonly string[];
  };
  /** Public key of the challenge's provider, where it needs one. */
  challengeSiteKey?: string;
}
