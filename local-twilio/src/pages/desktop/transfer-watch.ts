import type { RpcTransfer } from '../../flex/rpc-types';

const PAUSE_MS = 1_500;

/** Resolves when a transfer is over. No event of the SDK tells that a colleague declined, so it is looked up. */
export async function transferEnd(look: () => Promise<RpcTransfer>): Promise<RpcTransfer['status']> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const transfer = await look().catch(() => undefined);
    if (transfer && transfer.status !== 'active') return transfer.status;
  }
}
