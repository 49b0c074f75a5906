import { createHmac } from 'node:crypto';
import type { Target } from './target';

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

/** The deployed Functions as their callers see them. */
export class Functions {
  constructor(private readonly target: Pick<Target, 'functionsUrl' | 'functionsAddress' | 'values'>) {}

  get url(): string {
    return this.target.functionsUrl;
  }

  get #address(): string {
    return this.target.functionsAddress ?? this.url;
  }

  /** JSON, as a page of the Functions' own domain sends it; of another origin, if one is given. */
  post<Body = Record<string, unknown>>(path: string, body: unknown, origin = this.url): Promise<Answer<Body>> {
    return this.#send(path, body, { origin });
  }

  /** As a server that signs what it sends (docs/api.md). Needs SERVER_SECRETS in the environment. */
  postSigned<Body = Record<string, unknown>>(path: string, input: unknown): Promise<Answer<Body>> {
    const payload = JSON.stringify(input);
    const time = Math.floor(Date.now() / 1000);
    const digest = createHmac('sha256', this.target.values.serverSecret ?? '')
      .update(`${time}.${path}.${payload}`)
      .digest('hex');
    return this.#send(path, { payload, signature: `t=${time},v1=${digest}` }, {});
  }

  /** A form, as Twilio sends one, but without its signature. */
  async postUnsigned(path: string, form: Record<string, string>): Promise<number> {
    const response = await fetch(this.#address + path, { method: 'POST', body: new URLSearchParams(form) });
    await response.arrayBuffer();
    return response.status;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.#address + path, { headers });
  }

  async #send<Body>(path: string, body: unknown, headers: Record<string, string>): Promise<Answer<Body>> {
    const response = await fetch(this.#address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) as Body };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** For the message of a step that failed: status and code, and nothing that a person wrote. */
export function outcome({ status, body }: Answer<unknown>): string {
  const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined;
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return code === undefined ? String(status) : `${status} ${String(code)}`;
}
