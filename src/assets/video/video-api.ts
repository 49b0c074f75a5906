import type { VideoTokenAnswer, VideoTokenInput } from '../../lib/video/video-token';
import { ApiError } from '../chat/api-error';

export type VideoTokenRequest = Pick<VideoTokenInput, 'code' | 'pass' | 'session' | 'consent'>;

export interface VideoRatingRequest {
  pass?: string;
  session?: string;
  /** 1 to 5. */
  score: number;
  comment?: string;
}

const TIMEOUT_MS = 12_000;

/** The two endpoints that a customer's page of a call needs. Each method rejects with ApiError. */
export class VideoApi {
  /** @param baseUrl where the endpoints are; empty is the page's own origin */
  constructor(private readonly baseUrl = '') {}

  token(request: VideoTokenRequest): Promise<VideoTokenAnswer> {
    return this.#post('/video-token', request);
  }

  rate(request: VideoRatingRequest): Promise<{ state: 'stored' | 'too_late' }> {
    return this.#post('/conversation-rate', request);
  }

  async #post<Answer>(path: string, body: object): Promise<Answer> {
    let response: Response;
    try {
      response = await fetch(this.baseUrl.replace(/\/+$/, '') + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new ApiError({ code: 'network', message: 'The server could not be reached', status: 0 });
    }
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
