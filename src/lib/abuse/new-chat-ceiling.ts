import { type RequestError, tooManyRequests } from '../http/errors';
import type { Sync } from '../twilio/sync';

const MINUTE_MS = 60_000;
/** As long as /conversation-create takes repeats. */
const REPEATED_MS = 10 * MINUTE_MS;
/** A list is of use for its minute; clocks differ a little. */
const LIST_SECONDS = 120;
/** Not everybody comes back in the same second. */
const SPREAD_SECONDS = 10;

/** What a container knows of the running minute of a site. */
interface Minute {
  list: string;
  /** The list is there. */
  made: boolean;
  full: boolean;
  /** Chats that have passed, in this minute or one before, by unique name: their repeats pass until then. */
  passed: Map<string, number>;
  /** Chats that are just being counted, by unique name: of two requests for one chat, neither takes it from the other. */
  claims: Map<string, Promise<RequestError | undefined>>;
}

/** By site. */
export type Minutes = Map<string, Minute>;
const inThisContainer: Minutes = new Map();

function begin(list: string, before: Minute | undefined, now: number): Minute {
  const passed = [...(before?.passed ?? [])].filter(([, until]) => until > now);
  return { list, made: false, full: false, passed: new Map(passed), claims: new Map() };
}

export interface NewChatCeilingSettings {
  site: string;
  ceiling: number;
  sync: Pick<Sync, 'createList' | 'append'>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** 0 to 1. */
  random?: () => number;
  minutes?: Minutes;
}

/**
 * A ceiling on the chats that visitors of one site open in a minute, exact over all containers: each adds an item to the
 * minute's Sync list, and its index says how many came before.
 */
export class NewChatCeiling {
  readonly #minute: Minute;

  constructor(private readonly settings: NewChatCeilingSettings) {
    const { site, now, minutes = inThisContainer } = settings;
    const list = `new-chats.${site}.${Math.floor(now() / MINUTE_MS)}`;
    const known = minutes.get(site);
    this.#minute = known?.list === list ? known : begin(list, known, now());
    minutes.set(site, this.#minute);
  }

  /**
   * What this container knows already, without a call.
   *
   * @throws RequestError 429 too_many_chats
   */
  check(chat: string): void {
    const nobody = this.settings.ceiling === 0;
    if (nobody || (this.#minute.full && !this.#minute.passed.has(chat))) throw this.#refusal();
  }

  /** Counts this chat: the refusal, when it is one too many. Two calls in the first chat of a container's minute, else one. */
  async claim(chat: string): Promise<RequestError | undefined> {
    const { passed, claims } = this.#minute;
    if (passed.has(chat)) return undefined;
    const claim = claims.get(chat) ?? this.#place(chat).finally(() => claims.delete(chat));
    claims.set(chat, claim);
    return claim;
  }

  async #place(chat: string): Promise<RequestError | undefined> {
    const minute = this.#minute;
    if ((await this.#count()) >= this.settings.ceiling) {
      minute.full = true;
      return this.#refusal();
    }
    minute.passed.set(chat, this.settings.now() + REPEATED_MS);
    return undefined;
  }

  /** How many were counted before. */
  async #count(): Promise<number> {
    const { sync } = this.settings;
    const minute = this.#minute;
    if (!minute.made) await sync.createList(minute.list, LIST_SECONDS);
    minute.made = true;
    return sync.append(minute.list);
  }

  #refusal(): RequestError {
    const { now, random = Math.random } = this.settings;
    const left = Math.ceil((MINUTE_MS - (now() % MINUTE_MS)) / 1000);
    return tooManyRequests(
      'too_many_chats',
      'So many chats were opened in the last minute that no more can be. Send the same request again after Retry-After.',
      left + Math.floor(random() * SPREAD_SECONDS),
    );
  }
}
