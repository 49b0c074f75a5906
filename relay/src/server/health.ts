import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Timer } from '../clock';
import type { CallStore } from '../store/call-store';

export interface Health {
  store: CallStore;
  clock: Clock;
  activeCalls(): number;
  /** Why no calls are taken, other than the store. */
  problem(): 'draining' | 'full' | undefined;
}

const STORE_PATIENCE_MS = 2_000;

/** `/healthz`: the process lives. `/readyz`: it takes calls; 503 otherwise, so that the load balancer asks another one. */
export async function answerHealth(request: IncomingMessage, response: ServerResponse, health: Health): Promise<void> {
  const activeCalls = health.activeCalls();
  if (request.url === '/healthz') return answer(response, 200, { status: 'ok', activeCalls });
  if (request.url !== '/readyz') return answer(response, 404, { status: 'not-found' });
  const problem = health.problem() ?? ((await isReady(health)) ? undefined : 'store-away');
  answer(response, problem ? 503 : 200, { status: problem ?? 'ready', activeCalls });
}

async function isReady({ store, clock }: Health): Promise<boolean> {
  let timer: Timer | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = clock.after(STORE_PATIENCE_MS, () => resolve(false));
  });
  return Promise.race([store.ready().catch(() => false), tooLate]).finally(() => timer?.cancel());
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
