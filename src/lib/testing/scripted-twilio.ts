import Twilio from 'twilio/lib/rest/Twilio';
import { Deadline } from '../http/deadline';
import { Upstream } from '../twilio/upstream';
import { plainSid } from './sid';

export interface SentRequest {
  /** Such as `POST /v1/Services/IS…/Conversations`. */
  line: string;
  host: string;
  /** Form fields, or query parameters of a GET. */
  fields: Record<string, unknown>;
  /** Of ours: those that change what Twilio does. */
  headers: Record<string, unknown>;
}

export interface ScriptedAnswer {
  status: number;
  body?: object;
  headers?: Record<string, string>;
}

/** The real helper library over a wire on which a test answers: what it sends is what Twilio would get. */
export class ScriptedTwilio {
  readonly sent: SentRequest[] = [];
  readonly upstream = new Upstream({ deadline: new Deadline(60_000), pause: async () => undefined });
  readonly #client = new Twilio(plainSid('SK'), 'secret', { accountSid: plainSid('AC') });
  #answers: ScriptedAnswer[];

  /** @param answers one after the other; the last one stays. */
  constructor(...answers: ScriptedAnswer[]) {
    this.#answers = answers;
    jest.spyOn(this.#client.httpClient, 'request').mockImplementation(async (request) => {
      const { host, pathname } = new URL(request.uri);
      const { 'If-Match': ifMatch, 'X-Twilio-Webhook-Enabled': webhookEnabled } = (request.headers ?? {}) as Record<
        string,
        unknown
      >;
      this.sent.push({
        line: `${request.method.toUpperCase()} ${pathname}`,
        host,
        fields: (request.data ?? request.params ?? {}) as Record<string, unknown>,
        headers: { ...(ifMatch !== undefined && { ifMatch }), ...(webhookEnabled !== undefined && { webhookEnabled }) },
      });
      const [answer = { status: 500 }, ...later] = this.#answers;
      if (later.length > 0) this.#answers = later;
      return { statusCode: answer.status, body: answer.body ?? {}, headers: answer.headers ?? {}, toString: () => '' };
    });
  }

  readonly client = async (): Promise<Twilio> => this.#client;
}

/** Twilio's shape of an error. */
export const failure = (status: number, code: number): ScriptedAnswer => ({
  status,
  body: { status, code, message: `Twilio says ${code}` },
});
