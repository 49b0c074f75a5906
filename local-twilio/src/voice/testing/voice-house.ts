import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Twilio from 'twilio/lib/rest/Twilio';
import { WebSocket } from 'ws';
import { checkRequests } from '../../../../test/testing/openapi';
import type { Assumptions } from '../../assumptions';
import { type LocalTwilio, startLocalTwilio } from '../../local-twilio';
import { runWithTwilioPort } from '../../preload.cjs';
import type { PhoneNumber } from '../numbers';
import type { FromPhone, ToPhone } from '../phone-frames';

export interface AskedFor {
  path: string;
  parameters: Record<string, string>;
  signature: string | undefined;
}

/** What an address answers: TwiML, or a status. */
export type Answers = Record<string, string | number | ((asked: AskedFor) => string | number)>;

/** A local Twilio and an application that answers with TwiML. */
export class VoiceHouse {
  readonly #phones: TestPhone[] = [];

  private constructor(
    readonly twilio: LocalTwilio,
    readonly url: string,
    private readonly server: http.Server,
    /** What the application was asked. */
    readonly asked: AskedFor[],
    /** What the local Twilio told the terminal. */
    readonly said: string[],
  ) {}

  static async start(
    answers: Answers,
    options: {
      numbers?: (url: string) => PhoneNumber[];
      assumptions?: Partial<Assumptions>;
      wordsPerMinute?: number;
    } = {},
  ): Promise<VoiceHouse> {
    const asked: AskedFor[] = [];
    const said: string[] = [];
    const server = http.createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const url = new URL(request.url ?? '/', 'http://app');
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const call: AskedFor = {
        path: `${request.method} ${url.pathname}${url.search}`,
        parameters: Object.fromEntries(form),
        signature: request.headers['x-twilio-signature'] as string | undefined,
      };
      asked.push(call);
      const answer = Object.hasOwn(answers, url.pathname) ? answers[url.pathname] : 404;
      const given = typeof answer === 'function' ? answer(call) : answer;
      if (typeof given === 'number') response.writeHead(given).end();
      else response.writeHead(200, { 'content-type': 'text/xml' }).end(given);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const numbers = options.numbers?.(url) ?? [
      { phoneNumber: '+15005550006', voice: { url: `${url}/voice`, method: 'POST' } },
    ];
    const twilio = await startLocalTwilio({
      numbers,
      assumptions: options.assumptions,
      wordsPerMinute: options.wordsPerMinute ?? 0,
      say: (line) => said.push(line),
    });
    return new VoiceHouse(twilio, url, server, asked, said);
  }

  async phone(number = '+12025550143'): Promise<TestPhone> {
    const phone = await TestPhone.open(this.twilio, number);
    this.#phones.push(phone);
    return phone;
  }

  /** Something done by REST, with the real helper library. */
  rest<Result>(work: (client: Twilio) => Promise<Result>): Promise<Result> {
    const { accountSid, apiKey, apiSecret } = this.twilio.account;
    return runWithTwilioPort(this.twilio.port, () =>
      work(new Twilio(apiKey, apiSecret, { accountSid, keepAlive: false })),
    );
  }

  /** What REST was asked and answered that does not fit Twilio's OpenAPI. */
  problems(): string[] {
    return checkRequests(this.twilio.requests.all());
  }

  async stop(): Promise<void> {
    for (const phone of this.#phones) phone.close();
    await this.twilio.stop();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A phone without its page. */
export class TestPhone {
  readonly heard: ToPhone[] = [];
  #wake: () => void = () => undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.heard.push(JSON.parse(data.toString()) as ToPhone);
      this.#wake();
    });
  }

  static async open({ port }: LocalTwilio, number: string): Promise<TestPhone> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/phone?number=${encodeURIComponent(number)}`);
    const phone = new TestPhone(socket);
    await phone.until('the phone is ready', ({ type }) => type === 'ready');
    return phone;
  }

  send(frame: FromPhone): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Waits for something that is heard, from the beginning on. */
  until<Found extends ToPhone = ToPhone>(what: string, is: (frame: ToPhone) => boolean): Promise<Found> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(
        () =>
          reject(
            new Error(
              `Did not happen: ${what}. Heard: ${JSON.stringify(this.heard.filter((frame) => frame.type !== 'speech' || frame.state !== 'speaking'))}`,
            ),
          ),
        10_000,
      );
      const look = () => {
        const found = this.heard.find(is);
        if (!found) return;
        clearTimeout(limit);
        resolve(found as Found);
      };
      const before = this.#wake;
      this.#wake = () => {
        before();
        look();
      };
      look();
    });
  }

  status(wanted: string): Promise<ToPhone> {
    return this.until(`status ${wanted}`, (frame) => frame.type === 'status' && frame.status === wanted);
  }

  says(words: string | RegExp): Promise<ToPhone> {
    return this.until(
      `hears ${words}`,
      (frame) =>
        frame.type === 'speech' &&
        frame.state !== 'speaking' &&
        (typeof words === 'string' ? frame.text === words : words.test(frame.text)),
    );
  }

  /** Whole turns, as they were heard. */
  get turns(): string[] {
    return this.heard.flatMap((frame) =>
      frame.type === 'speech' && frame.state !== 'speaking'
        ? [frame.state === 'said' ? frame.text : `${frame.text} –`]
        : [],
    );
  }

  close(): void {
    this.socket.terminate();
  }
}
