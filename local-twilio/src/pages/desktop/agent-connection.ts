import { Client } from '@twilio/conversations';
import { type Reservation, Worker } from 'twilio-taskrouter';
import { fetchLogin, type Login } from './control-api';
import { type Directory, fetchDirectory } from './directory';

const HTTP = `${location.origin}/__t`;
const SOCKETS = HTTP.replace(/^http/, 'ws');
const EVENT_BRIDGE = '/event-bridge.twilio.com/v1/wschannels';
const TWILSOCK = '/tsock.us1.twilio.com/v3/wsconnect';

export const EVENT_BRIDGE_URL = HTTP + EVENT_BRIDGE;
const BRIDGE = { ebServer: EVENT_BRIDGE_URL, wsServer: SOCKETS + EVENT_BRIDGE };

export interface ConnectionEvents {
  /** TaskRouter is connected, for the first time or again: these are all reservations there are. */
  onReady(reservations: Reservation[]): void;
  onOffer(reservation: Reservation): void;
  /** Into a conversation, by whatever way. */
  onJoined(conversationSid: string): void;
  /** The chat service is connected, for the first time or again. */
  onChatReady(): void;
  onChange(): void;
}

/** The two SDKs of one agent, and the token that both of them hold. */
export class AgentConnection {
  /** To TaskRouter. */
  connected = false;
  login: Login = { token: '', flexInstanceSid: '' };
  worker: Worker | undefined;
  client: Client | undefined;

  constructor(
    private readonly workerSid: string,
    private readonly events: ConnectionEvents,
  ) {}

  async start(): Promise<void> {
    this.login = await fetchLogin(this.workerSid);
    this.client = this.#connectConversations(this.login.token);
    this.worker = this.#connectTaskRouter(this.login.token);
  }

  directory(): Promise<Directory> {
    return fetchDirectory(this.login.token, BRIDGE, this.workerSid);
  }

  #connectTaskRouter(token: string): Worker {
    const worker = new Worker(token, { ...BRIDGE, logLevel: 'silent' });
    worker.on('ready', () => {
      this.connected = true;
      this.events.onReady([...worker.reservations.values()]);
    });
    worker.on('reservationCreated', (reservation) => this.events.onOffer(reservation));
    worker.on('activityUpdated', () => this.events.onChange());
    worker.on('disconnected', () => {
      this.connected = false;
      this.events.onChange();
    });
    // Its requests fail with the socket; it connects again by itself.
    worker.on('error', () => this.events.onChange());
    worker.on('tokenExpired', () => void this.#refreshToken());
    return worker;
  }

  #connectConversations(token: string): Client {
    const client = new Client(token, { Twilsock: { uri: SOCKETS + TWILSOCK }, logLevel: 'silent' });
    client.on('conversationJoined', ({ sid }) => this.events.onJoined(sid));
    client.on('connectionStateChanged', (state) => state === 'connected' && this.events.onChatReady());
    client.on('tokenAboutToExpire', () => void this.#refreshToken());
    return client;
  }

  async #refreshToken(): Promise<void> {
    this.login = await fetchLogin(this.workerSid);
    this.worker?.updateToken(this.login.token);
    await this.client?.updateToken(this.login.token);
  }
}
