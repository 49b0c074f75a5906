import type { VideoRoomAnswer } from '../../lib/video/video-room';
import type { VideoStateAnswer } from '../../lib/video/video-state';
import type { VideoTokenAnswer, VideoTokenInput } from '../../lib/video/video-token';
import { ApiError } from '../chat/api-error';
import { unreachable } from './unreachable';

export type { VideoRoomAnswer, VideoStateAnswer, VideoTokenAnswer };

export type VideoTokenRequest = Pick<VideoTokenInput, 'code' | 'pass' | 'session' | 'consent'>;

export interface VideoRatingRequest {
  pass?: string;
  session?: string;
  /** 1 to 5. */
  score: number;
  comment?: string;
}

/** An agent's, for the call of one conversation. */
export interface AgentProof {
  flexToken: string;
  conversationSid: string;
}

const TIMEOUT_MS = 12_000;

/**
 * The Functions that a video call needs: `token` and `rate` are the customer's, the others ask for an agent's proof. Each
 * method rejects with ApiError.
 */
export class VideoApi {
  /**
   * @param functionsUrl where the Functions are; empty is the page's own origin
   * @param agent a fresh proof each time
   */
  constructor(
    private readonly functionsUrl = '',
    private readonly agent?: () => Promise<AgentProof>,
  ) {}

  token(request: VideoTokenRequest): Promise<VideoTokenAnswer> {
    return this.#post('/video-token', request);
  }

  rate(request: VideoRatingRequest): Promise<{ state: 'stored' | 'too_late' }> {
    return this.#post('/conversation-rate', request);
  }

  /** Makes the room and invites the customer; asked again, the room that lives. */
  room(request: { taskSid?: string; consent: boolean }): Promise<VideoRoomAnswer> {
    return this.#post('/video-room', request);
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
    const body = JSON.stringify({ ...(await this.agent?.()), ...fields });
    const response = await fetch(this.functionsUrl.replace(/\/+$/, '') + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(unreachable);
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && typeof answer === 'object' && answer !== null) return answer as Answer;
    const { error } = (answer ?? {}) as { error?: { code?: string; message?: string; requestId?: string } };
    throw new ApiError({
      code: error?.code ?? 'bad_answer',
      message: error?.message ?? `The server answered ${response.status}`,
      status: response.status,
      requestId: error?.requestId,
    });
  }
}
