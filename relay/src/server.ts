import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock, type Timer } from './clock';
import { type Log, noLog } from './log';
import type { Model } from './model/model';
import { answerHealth, type Health } from './server/health';
import { refusalOf, refuseUpgrade } from './server/upgrade-guard';
import { Session, type SessionHouse } from './session';
import { DEFAULT_SETTINGS, type RelaySettings } from './settings';
import type { CallStore } from './store/call-store';
import type { Tool } from './tools/tool';
import { toolDescriptions } from './tools/tool-descriptions';

export interface RelayOptions {
  /** 0: any that is free. */
  port: number;
  /** By default 127.0.0.1; in a container 0.0.0.0. */
  host?: string;
  /** As it stands in the TwiML, `wss://relay.example/relay`: what Twilio signs. By default this server's own address. */
  publicUrl?: string;
  /** Of the Twilio account: the key of X-Twilio-Signature. */
  authToken: string;
  /** RELAY_SECRET, as the Functions have it: the key of the passes. */
  secret: string;
  model: Model;
  tools: readonly Tool[];
  store: CallStore;
  settings?: Partial<RelaySettings>;
  log?: Log;
  clock?: Clock;
}

export interface Relay {
  /** ws://127.0.0.1:PORT/relay */
  url: string;
  port: number;
  readonly activeCalls: number;
  /** Takes no new calls, waits for those that are under way, moves the rest, then stops. */
  drain(): Promise<void>;
  /** Closes all at once; calls are kept for whoever takes them up. */
  stop(): Promise<void>;
}

export const RELAY_PATH = '/relay';
const MOST_BYTES_IN_A_FRAME = 64 * 1024;
/** For the closing handshake. */
const CLOSE_PATIENCE_MS = 1_000;

/**
 * Starts the WebSocket server behind ConversationRelay: `/relay` for Twilio, `/healthz` and `/readyz` for whoever runs it.
 * https://www.twilio.com/docs/voice/conversationrelay
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { host = '127.0.0.1', clock = systemClock, log = noLog, store, secret, model, tools } = options;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const shared = { model, tools, toolDescriptions: toolDescriptions(tools), store, settings, clock, log };
  const house: SessionHouse = { ...shared, desk: { secret, store, clock, log }, live: new Map() };
  const sessions = new Set<Session>();
  let isDraining = false;
  const problem = () => (isDraining ? 'draining' : sessions.size >= settings.maxCalls ? 'full' : undefined);
  const health: Health = { store, clock, activeCalls: () => sessions.size, problem };
  const server = createServer((request, response) => void answerHealth(request, response, health));
  server.listen(options.port, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}${RELAY_PATH}`;

  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MOST_BYTES_IN_A_FRAME,
  });
  const { publicUrl = url, authToken } = options;
  const guard = { path: RELAY_PATH, publicUrl, authToken, log, isClosed: () => problem() !== undefined };
  server.on('upgrade', (request, socket, head) => {
    const status = refusalOf(request, guard);
    if (status) return refuseUpgrade(socket, status);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const session = new Session(house, webSocket);
      sessions.add(session);
      void session.closed.then(() => sessions.delete(session));
    });
  });

  let pinging: Timer;
  const pingLater = (): void => {
    pinging = clock.after(settings.pingMs, () => {
      for (const session of sessions) session.ping();
      pingLater();
    });
  };
  pingLater();

  const allClosed = () => Promise.all([...sessions].map(({ closed }) => closed));
  const stop = async (): Promise<void> => {
    isDraining = true;
    pinging.cancel();
    await Promise.all([...sessions].map((session) => session.move()));
    await within(clock, CLOSE_PATIENCE_MS, allClosed());
    for (const session of sessions) session.socket.terminate();
    await allClosed();
    server.close();
    server.closeAllConnections();
  };
  const drain = async (): Promise<void> => {
    isDraining = true;
    log('info', 'draining', { activeCalls: sessions.size });
    await within(clock, settings.drainMs, allClosed());
    await stop();
  };
  return {
    url,
    port,
    get activeCalls() {
      return sessions.size;
    },
    drain,
    stop,
  };
}

/** Resolves when the work is done or the time is over. */
async function within(clock: Clock, milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: Timer | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = clock.after(milliseconds, resolve);
  });
  await Promise.race([work, tooLong]).finally(() => timer?.cancel());
}
