import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openAiModel } from '../../relay/src/model/open-ai-model';
import { startRelay } from '../../relay/src/server';
import { memoryStore } from '../../relay/src/store/memory-store';
import { startBareRelay } from './relay-bare';
import { startKitRelay } from './relay-kit';
import type { ChildAnswer, ChildOrder } from './relay-process';

/** A relay in a process of its own, told by its parent which and with what. It measures itself when it is asked to. */
async function main({ kind, modelUrl, authToken, secret, silenceMs, rememberedCalls }: ChildOrder): Promise<void> {
  let activeCalls = () => 0;
  const url = await {
    kit: () => startKitRelay(modelUrl),
    bare: () => startBareRelay(modelUrl),
    ours: async () => {
      const model = openAiModel({ baseUrl: modelUrl, model: 'mock' });
      const settings = { silenceMs, maxTokens: Number.POSITIVE_INFINITY, maxCalls: 100_000 };
      const store = memoryStore({ maximumCalls: rememberedCalls });
      const relay = await startRelay({ port: 0, authToken, secret, model, tools: [], store, settings });
      activeCalls = () => relay.activeCalls;
      return relay.url;
    },
  }[kind]();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    collect();
    answer({ cpuMs: (user + system) / 1000, heapBytes: process.memoryUsage().heapUsed, activeCalls: activeCalls() });
  });
  process.on('disconnect', () => process.exit());
  answer({ url });
}

const answer = (message: ChildAnswer) => process.send?.(message);

void main(JSON.parse(process.argv[2] ?? '') as ChildOrder);
