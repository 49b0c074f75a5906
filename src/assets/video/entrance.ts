import { ApiError } from '../chat/api-error';
import type { KeyValueStorage } from '../chat/key-value-storage';
import type { VideoApi, VideoTokenAnswer, VideoTokenRequest } from '../video-room/video-api';
import { KeptPass } from './kept-pass';

/** How somebody may join; where a site wants both, both. */
export interface Invitation {
  code?: string;
  /** Of the chat. */
  session?: string;
}

/** A call is there: either one may join it, or one is asked first whether it may be recorded. */
export type FoundCall = Exclude<VideoTokenAnswer, { state: 'waiting' }>;

export interface Asking {
  /** Whether the call may be recorded, once that is decided. */
  consent?: boolean;
  /** Joining: what is refused now is not tried in another way. */
  joining: boolean;
  /** Told each time that the agent has not begun yet. */
  waiting?: () => void;
  /** Does anybody still wait for the answer? */
  wanted: () => boolean;
}

const LONGEST_POLL_MS = 30_000;
const LONGER = 1.5;
const TRIES = 4;
const PAUSE_MS = 400;
/** A pass of an earlier call, or of another deployment: the code may be good all the same. */
const PASS_IS_OLD = ['pass_invalid', 'video_ended'];

/** The door of a call: asks /video-token, waits until there is a call, and remembers who one is. */
export class Entrance {
  readonly #kept: KeptPass;
  #invitation: Invitation = {};

  constructor(
    private readonly api: Pick<VideoApi, 'token'>,
    private readonly wait: (milliseconds: number) => Promise<void>,
    storage: KeyValueStorage | undefined,
  ) {
    this.#kept = new KeptPass(storage);
  }

  /** @returns false without a code and a session */
  use(invitation: Invitation): boolean {
    this.#invitation = invitation;
    this.#kept.use(invitation.session ? undefined : invitation.code);
    return invitation.code !== undefined || invitation.session !== undefined;
  }

  forget(): void {
    this.#kept.forget();
  }

  /** By which one is known to the other endpoints. */
  get proof(): { session: string } | { pass: string | undefined } {
    const { session } = this.#invitation;
    return session ? { session } : { pass: this.#kept.pass };
  }

  /**
   * @returns undefined when nobody waits for the answer any more
   * @throws ApiError
   */
  async ask(asking: Asking): Promise<FoundCall | undefined> {
    let waitMs = 0;
    for (;;) {
      const answer = await this.#token(asking);
      if (!asking.wanted()) return undefined;
      if (answer.state !== 'waiting') {
        if (answer.pass) this.#kept.keep(this.#invitation.code, answer.pass);
        return answer;
      }
      asking.waiting?.();
      waitMs = Math.min(waitMs ? waitMs * LONGER : answer.pollAfterSeconds * 1000, LONGEST_POLL_MS);
      await this.wait(waitMs);
      if (!asking.wanted()) return undefined;
    }
  }

  async #token(asking: Asking): Promise<VideoTokenAnswer> {
    const { session, code } = this.#invitation;
    const { pass } = this.#kept;
    const proof: VideoTokenRequest = session ? { session, code } : pass ? { pass } : { code };
    const { consent, joining } = asking;
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.api.token({ ...proof, ...(consent !== undefined && { consent }) });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (proof.pass && code && PASS_IS_OLD.includes(error.code) && !joining) {
          this.#kept.forget();
          return this.#token(asking);
        }
        if (!error.retryable || error.status === 429 || tries >= TRIES) throw error;
        await this.wait(PAUSE_MS * tries);
      }
    }
  }
}
