import { STATUS_CODES } from 'node:http';
import type { WebSocket } from 'ws';
import { type AccessTokenClaims, AccessTokenError, verifyAccessToken } from '../account/access-tokens';
import type { Account } from '../account/account';
import { newSid } from '../account/sids';
import { decodePacket, encodePacket, type Packet } from './framing';
import { TokenExpiry } from './token-expiry';
import type { ClientConnection, UpstreamReply, UpstreamRequest } from './upstream-routes';

export interface TwilsockOptions {
  account: Account;
  /** Where the client has found us. */
  origin: string;
  /** Seconds before its expiry at which the holder of a token is told. */
  tokenExpiryWarningSeconds: number;
  /** Does this token open this door? Throws AccessTokenError. */
  authorize: (claims: AccessTokenClaims) => void;
  answer: (request: Omit<UpstreamRequest, 'params'>) => UpstreamReply;
  onOpen: (connection: TwilsockConnection) => void;
  /** Also when the token has expired. */
  onClose: (connection: TwilsockConnection) => void;
  say: (line: string) => void;
}

const OK = { code: 200, status: 'OK' };

/** One SDK client on its socket, from `init` until it goes or its token expires. */
export class TwilsockConnection implements ClientConnection {
  #identity: string | undefined;
  #expiry: TokenExpiry;

  constructor(
    private readonly socket: WebSocket,
    private readonly options: TwilsockOptions,
  ) {
    this.#expiry = new TokenExpiry(
      options.tokenExpiryWarningSeconds,
      () => this.#send({ method: 'client_update', client_update_type: 'token_about_to_expire' }),
      () => this.#tokenExpired(),
    );
    socket.on('close', () => this.#signOff());
    socket.on('message', (data) => this.#receive(Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer)));
  }

  get origin(): string {
    return this.options.origin;
  }

  /** Of the Access Token; empty before `init` and after expiry. */
  get identity(): string {
    return this.#identity ?? '';
  }

  /** A message to the client that answers nothing. */
  notify(messageType: string, payload: unknown): void {
    const header = { method: 'notification', message_type: messageType, notification_ctx_id: '' };
    this.#send({ ...header, payload_type: 'application/json' }, payload);
  }

  #receive(bytes: Buffer): void {
    try {
      this.#handle(decodePacket(bytes));
    } catch (error) {
      this.options.say(`Twilsock: ${error instanceof Error ? error.message : String(error)}`);
      this.socket.close(1002, 'Protocol error');
    }
  }

  #handle({ header, payload }: Packet): void {
    switch (header.method) {
      case 'reply':
      case 'telemetry.v1':
        return;
      case 'init':
        this.#init(header);
        return;
      case 'update':
        this.#update(header);
        return;
      case 'close':
        this.socket.close();
        return;
      case 'message':
        this.#upstream(header, payload);
        return;
      case 'put_notification_ctx':
      case 'delete_notification_ctx':
        this.#reply(header, OK);
        return;
      default:
        this.options.say(`Twilsock: unknown method ${String(header.method)}`);
        this.#reply(header, { code: 400, status: 'BAD_REQUEST' });
    }
  }

  #init(header: Record<string, unknown>): void {
    const claims = this.#claims(header);
    if (!claims) return;
    const alreadyOpen = this.#identity !== undefined;
    this.#identity = claims.identity;
    const registrations = Array.isArray(header.registrations)
      ? (header.registrations as Record<string, unknown>[])
      : [];
    this.#reply(header, OK, {
      capabilities: ['client_update'],
      continuation_token: newSid('CT'),
      continuation_token_status: {
        reissued: true,
        reissue_reason: 'MISSING',
        reissue_message: 'Continuation token is not provided',
      },
      init_registrations: registrations.map(({ type, product, message_types }) => ({
        notification_ctx_id: newSid('NC'),
        type,
        product,
        message_types,
      })),
    });
    this.#expiry.watch(claims.expiresAt);
    if (!alreadyOpen) this.options.onOpen(this);
  }

  #update(header: Record<string, unknown>): void {
    const claims = this.#claims(header);
    if (!claims) return;
    this.#reply(header, OK);
    this.#expiry.watch(claims.expiresAt);
  }

  /** The claims of the token in the header, or undefined when the client has been refused. */
  #claims(header: Record<string, unknown>): AccessTokenClaims | undefined {
    try {
      const claims = verifyAccessToken(String(header.token ?? ''), this.options.account);
      this.options.authorize(claims);
      if (this.#identity !== undefined && this.#identity !== claims.identity) {
        const description = 'The identity of a connection cannot change';
        this.#reply(header, { code: 403, status: 'FORBIDDEN', errorCode: 20403, description });
        return undefined;
      }
      return claims;
    } catch (error) {
      if (!(error instanceof AccessTokenError)) throw error;
      this.#reply(header, { code: 401, status: 'UNAUTHORIZED', errorCode: error.code, description: error.message });
      return undefined;
    }
  }

  #upstream(header: Record<string, unknown>, payload: unknown): void {
    if (this.#identity === undefined) {
      const description = 'No valid Access Token';
      this.#reply(header, { code: 401, status: 'UNAUTHORIZED', errorCode: 20104, description });
      return;
    }
    const request = (header.http_request ?? {}) as Record<string, unknown>;
    const reply = this.options.answer({
      connection: this,
      identity: this.#identity,
      method: String(request.method),
      path: String(request.path),
      query: queryOf(request.params),
      body: bodyOf(payload),
    });
    const fields = {
      payload_type: 'application/json',
      http_headers: { 'content-type': 'application/json' },
      http_status: { code: reply.status, status: STATUS_CODES[reply.status] ?? '' },
    };
    this.#reply(header, OK, fields, reply.body);
    reply.afterwards?.();
  }

  #tokenExpired(): void {
    const status = { code: 410, status: 'TOKEN_EXPIRED', description: 'Access Token expired', errorCode: 20104 };
    this.#send({ method: 'close', status });
    this.#signOff();
  }

  #signOff(): void {
    this.#expiry.stop();
    if (this.#identity === undefined) return;
    this.options.onClose(this);
    this.#identity = undefined;
  }

  #reply(to: Record<string, unknown>, status: object, fields: object = {}, payload?: unknown): void {
    this.#send({ method: 'reply', id: to.id, status, ...fields }, payload);
  }

  #send(header: Record<string, unknown>, payload?: unknown): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(encodePacket({ id: newSid('TM'), ...header }, payload));
  }
}

/** Parameters arrive percent-encoded, repeated names as arrays. */
function queryOf(params: unknown): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((params ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, decodeURIComponent(String(one)));
  }
  return query;
}

function bodyOf(payload: unknown): Record<string, unknown> {
  if (typeof payload === 'string') return Object.fromEntries(new URLSearchParams(payload));
  return payload && typeof payload === 'object' ? (payload as Record<string, unknown>) : {};
}
