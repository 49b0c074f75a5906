import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EndpointCall } from '../../../local-twilio/src/studio/widget';
import type { Answer } from './scenario';

/** Answers for every Function and HTTP endpoint that a flow calls, on 127.0.0.1. */
export class EndpointServer {
  /** Calls that no answer was given for. */
  readonly unknown: string[] = [];
  readonly calls: EndpointCall[] = [];
  readonly #answers: Map<string, { list: Answer[]; given: number }>;
  readonly #server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => this.#answer(request.url ?? '', response));
  });
  readonly #pending: EndpointCall[] = [];
  #url = '';

  /**
   * @param answers by path, or by URL without its query
   * @param onSilence a caller waits for an answer that never comes
   */
  constructor(
    answers: Record<string, Answer | Answer[]>,
    private readonly onSilence: () => void,
  ) {
    this.#answers = new Map(
      Object.entries(answers).map(([path, answer]) => [path, { list: [answer].flat(), given: 0 }]),
    );
  }

  /** Of what is answered differently from time to time: the paths that were asked less often. */
  get leftOver(): { path: string; answers: number; asked: number }[] {
    return [...this.#answers]
      .map(([path, { list, given }]) => ({ path, answers: list.length, asked: given }))
      .filter(({ answers, asked }) => answers > 1 && asked < answers);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Where the call is to be made instead. */
  redirect(call: EndpointCall): URL {
    this.calls.push(call);
    this.#pending.push(call);
    return new URL(`${this.#url}/${this.#pending.length - 1}`);
  }

  #answer(url: string, response: http.ServerResponse): void {
    const call = this.#pending[Number(url.slice(1).split('?', 1)[0])];
    const answer = call && this.#next(call.url);
    if (!answer) {
      if (call) this.unknown.push(`${call.method} ${call.url.origin}${call.url.pathname}`);
      response.writeHead(404).end();
    } else if (answer === 'no answer') {
      this.onSilence();
    } else {
      const { status = 200, json, text = '', type } = answer;
      response.writeHead(status, { 'content-type': type ?? (json === undefined ? 'text/plain' : 'application/json') });
      response.end(json === undefined ? text : JSON.stringify(json));
    }
  }

  #next({ origin, pathname }: URL): Answer | undefined {
    const answers = this.#answers.get(origin + pathname) ?? this.#answers.get(pathname);
    return answers?.list[Math.min(answers.given++, answers.list.length - 1)];
  }
}
