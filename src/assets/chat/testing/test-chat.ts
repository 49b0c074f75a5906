import { createHmac } from 'node:crypto';
import { Client } from '@twilio/conversations';
import { hearChannelErrors } from '../../../../test/testing/hear-channel-errors';
import type { House } from '../../../../test/testing/house';
import { ChatApi } from '../api';
import { ApiError } from '../api-error';
import type { ConversationCreateRequest, EarlyTokenRequest } from '../api-types';
import { type ChatClient, type ChatOptions, createChat } from '../chat-client';
import { newStore } from './memory-storage';

/** Counts the refreshes, and can make the first token live for seconds only. */
export class TestApi extends ChatApi {
  refreshes = 0;
  firstTokenSeconds: number | undefined;
  firstToken = '';

  constructor(private readonly house: House) {
    const fromPage: typeof fetch = (input, init) =>
      fetch(input, { ...init, headers: { ...init?.headers, origin: house.url } });
    super({ baseUrl: house.url, fetch: fromPage });
  }

  override async createConversation(request: ConversationCreateRequest) {
    const answer = await super.createConversation(request);
    this.firstToken = this.firstTokenSeconds ? this.expiring(answer.token, this.firstTokenSeconds) : answer.token;
    return { ...answer, token: this.firstToken };
  }

  /** Whether the connection may begin before the conversation is there. */
  early = true;

  override earlyToken(request: EarlyTokenRequest) {
    if (this.early) return super.earlyToken(request);
    return Promise.reject(new ApiError({ code: 'challenge_required', message: '', status: 403 }));
  }

  override refreshToken(session: string) {
    this.refreshes += 1;
    return super.refreshToken(session);
  }

  /** The same Access Token with another end. */
  private expiring(token: string, seconds: number): string {
    const [header = '', payload = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const exp = Math.floor(Date.now() / 1000) + seconds;
    const signed = `${header}.${Buffer.from(JSON.stringify({ ...claims, exp })).toString('base64url')}`;
    const { apiSecret } = this.house.twilio.account;
    return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`;
  }
}

/** The real Conversations SDK on a socket of the local Twilio, or on another one. */
export function sdkOn(socketUrl: string): typeof Client {
  return class extends Client {
    constructor(token: string) {
      super(token, { Twilsock: { uri: `${socketUrl}/__t/tsock.us1.twilio.com/v3/wsconnect` }, logLevel: 'silent' });
      hearChannelErrors(this);
    }
  };
}

export const socketOf = (house: House): string => house.twilio.url.replace('http', 'ws');

/** The client as a page has it, without the page. */
export function testChat(house: House, options: ChatOptions = {}): { client: ChatClient; api: TestApi } {
  const api = new TestApi(house);
  const loadSdk = async () => ({ Client: sdkOn(socketOf(house)) });
  return { client: createChat({ api, store: newStore(), loadSdk, ...options }), api };
}
