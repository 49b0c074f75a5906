import { type Environment, EnvironmentError, readEnvironment } from './environment';
import { jsonLog } from './log';
import type { Model } from './model/model';
import { openAiModel } from './model/open-ai-model';
import { startScriptedModel } from './model/scripted/scripted-model';
import { type Relay, startRelay } from './server';
import { settingsFrom } from './settings-from';
import type { CallStore } from './store/call-store';
import { memoryStore } from './store/memory-store';
import { type SyncStore, syncStore } from './store/sync-store';
import { ALL_TOOLS } from './tools/all-tools';

/** What was said last has so long to reach the store. */
const SETTLE_MS = 5_000;

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const sync = syncFrom(environment);
  const store: CallStore = sync ?? memoryStore();
  if (!sync) jsonLog('warn', 'memory-store', { meaning: 'No SYNC_SERVICE_SID: no other relay can take up a call.' });
  const relay = await startRelay({
    port: environment.PORT,
    host: environment.HOST ?? '0.0.0.0',
    publicUrl: environment.RELAY_URL,
    authToken: environment.TWILIO_AUTH_TOKEN,
    secret: environment.RELAY_SECRET,
    model: await modelFrom(environment),
    tools: ALL_TOOLS,
    store,
    settings: settingsFrom(environment),
    log: jsonLog,
  });
  endWith(relay, sync);
  jsonLog('info', 'ready', { port: relay.port, publicUrl: environment.RELAY_URL });
}

async function modelFrom({ MODEL_URL, MODEL_API_KEY, MODEL_NAME = '' }: Environment): Promise<Model> {
  if (MODEL_URL) return openAiModel({ baseUrl: MODEL_URL, apiKey: MODEL_API_KEY, model: MODEL_NAME });
  const { baseUrl } = await startScriptedModel();
  const meaning =
    'No MODEL_URL: a scripted assistant answers. Set MODEL_URL, MODEL_NAME and MODEL_API_KEY for a real one.';
  jsonLog('warn', 'scripted-model', { baseUrl, meaning });
  return openAiModel({ baseUrl, model: 'scripted' });
}

function syncFrom(environment: Environment): SyncStore | undefined {
  const { ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, SYNC_SERVICE_SID, STATE_TTL_SECONDS } = environment;
  if (!ACCOUNT_SID || !TWILIO_API_KEY || !TWILIO_API_SECRET || !SYNC_SERVICE_SID) return undefined;
  return syncStore({
    accountSid: ACCOUNT_SID,
    apiKey: TWILIO_API_KEY,
    apiSecret: TWILIO_API_SECRET,
    serviceSid: SYNC_SERVICE_SID,
    ttlSeconds: STATE_TTL_SECONDS,
    log: jsonLog,
  });
}

/** SIGTERM and SIGINT drain; the second one stops at once. A fault that nobody caught must not cost the other calls. */
function endWith(relay: Relay, sync: SyncStore | undefined): void {
  let isEnding = false;
  const end = (drains: boolean): void => {
    const stopped = drains && !isEnding ? relay.drain() : relay.stop();
    isEnding = true;
    void stopped.then(() => sync?.settle(SETTLE_MS)).then(() => process.exit(0));
  };
  process.on('SIGTERM', () => end(true));
  process.on('SIGINT', () => end(true));
  const onFault = (error: unknown): void =>
    jsonLog('error', 'fault', { problem: error instanceof Error ? error.stack : String(error) });
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
}

main().catch((error: Error & { code?: string }) => {
  const isTheirs = error instanceof EnvironmentError;
  const text =
    error.code === 'EADDRINUSE' ? 'The port is taken. Set PORT to another one.' : (error.stack ?? error.message);
  process.stderr.write(`${isTheirs ? error.message : text}\n`);
  process.exitCode = 1;
});
