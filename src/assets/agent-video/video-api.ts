import type { VideoRoomAnswer } from '../../lib/video/video-room';
import type { VideoStateAnswer } from '../../lib/video/video-state';
import { ApiError } from '../chat/api-error';

export type { VideoRoomAnswer, VideoStateAnswer };

export interface VideoApiSettings {
  /** Origin of the Functions. */
  functionsUrl: string;
  /** The agent's Flex token, a fresh one each time. */
  flexToken: () => string | Promise<string>;
  conversationSid: string;
  fetch?: typeof fetch;
}

const TIMEOUT_MS = 12_000;

/** What an agent may ask of the Functions for the video call of one conversation. Each method rejects with ApiError. */
export class VideoApi {
  constructor(private readonly settings: VideoApiSettings) {}

  /** Makes the room and invites the customer; asked again, the room that lives. */
  room(taskSid?: string): Promise<VideoRoomAnswer> {
    return this.#post('/video-room', taskSid ? { taskSid } : {});
  }

  state(): Promise<VideoStateAnswer> {
    return this.#post('/video-state');
  }

  /** For everybody. */
  async complete(): Promise<void> {
    await this.#post('/video-room-complete');
  }

  /** @returns with `forGood` the way into the other room */
  async remove(identity: string, forGood: boolean): Promise<VideoRoomAnswer | undefined> {
    const answer = await this.#post<Partial<VideoRoomAnswer>>('/video-person-remove', { identity, forGood });
    return answer.token ? (answer as VideoRoomAnswer) : undefined;
  }

  async #post<Answer>(path: string, fields: object = {}): Promise<Answer> {
    const { functionsUrl, flexToken, conversationSid } = this.settings;
    const send = this.settings.fetch ?? ((input, init) => fetch(input, init));
    const body = JSON.stringify({ flexToken: await flexToken(), conversationSid, ...fields });
    const response = await send(functionsUrl.replace(/\/+$/, '') + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => {
      throw new ApiError({ code: 'network', message: 'The Functions could not be reached', status: 0 });
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && typeof answer === 'object' && answer !== null) return answer as Answer;
    const { error } = (answer ?? {}) as { error?: { code?: string; message?: string } };
    throw new ApiError({
      code: error?.code ?? 'bad_answer',
      message: error?.message ?? `The Functions answered ${response.status}`,
      status: response.status,
    });
  }
}
