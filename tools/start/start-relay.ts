import { randomBytes } from 'node:crypto';
import type { LocalTwilio } from '../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import type { Model } from '../../relay/src/model/model';
import { openAiModel } from '../../relay/src/model/open-ai-model';
import { startScriptedModel } from '../../relay/src/model/scripted/scripted-model';
import { type Relay, type RelayOptions, startRelay } from '../../relay/src/server';
import type { CallStore } from '../../relay/src/store/call-store';
import { syncStore } from '../../relay/src/store/sync-store';
import { ALL_TOOLS } from '../../relay/src/tools/all-tools';

export interface LocalRelay {
  relay: Relay;
  /** RELAY_URL and RELAY_SECRET, as the Functions want them. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

export interface LocalRelayOptions {
  /** The scripted assistant when absent. */
  model?: Model;
  /** As another relay has it that this one stands in for. */
  secret?: string;
  port?: number;
  settings?: RelayOptions['settings'];
  log?: RelayOptions['log'];
}

/** For what was said last. */
const SETTLE_MS = 1_000;
const TTL_SECONDS = 24 * 3600;
/** As a model of today writes, so that words come one after the other. */
const WORD_MS = 25;

/**
 * The relay beside a local Twilio, with its Sync as memory: the scripted assistant answers, behind the adapter for real
 * models.
 */
export async function startLocalRelay(twilio: LocalTwilio, options: LocalRelayOptions = {}): Promise<LocalRelay> {
  const { accountSid, apiKey, apiSecret, authToken, syncServiceSid: serviceSid } = twilio.account;
  const { settings, log, port = 0, secret = randomBytes(32).toString('hex') } = options;
  const scripted = options.model ? undefined : await startScriptedModel({ wordMs: WORD_MS });
  const model = options.model ?? openAiModel({ baseUrl: scripted?.baseUrl ?? '', model: 'scripted' });
  const sync = syncStore({ accountSid, apiKey, apiSecret, serviceSid, ttlSeconds: TTL_SECONDS, ...(log && { log }) });
  const store = onPort(twilio.port, sync);
  const relay = await startRelay({ port, authToken, secret, model, tools: ALL_TOOLS, store, settings, log });
  return {
    relay,
    environment: { RELAY_URL: relay.url, RELAY_SECRET: secret },
    stop: async () => {
      await relay.stop();
      await sync.settle(SETTLE_MS);
      sync.stop();
      await scripted?.stop();
    },
  };
}

/** In one process with other Twilios: what the store asks of Twilio is asked of this one. */
const onPort = (port: number, store: CallStore): CallStore => ({
  usePass: (...pass) => runWithTwilioPort(port, () => store.usePass(...pass)),
  load: (callSid) => runWithTwilioPort(port, () => store.load(callSid)),
  save: (callSid, call) => runWithTwilioPort(port, () => store.save(callSid, call)),
  append: (callSid, lines) => runWithTwilioPort(port, () => store.append(callSid, lines)),
  correct: (...correction) => runWithTwilioPort(port, () => store.correct(...correction)),
  transcriptName: (callSid) => store.transcriptName(callSid),
  ready: () => runWithTwilioPort(port, () => store.ready()),
});
