import type { RpcTransfer } from '../../flex/rpc-types';

const PAUSE_MS = 1_500;

/**
 * Resolves when a transfer is over, or nobody waits for it any more. Flex tells the agent who transfers nothing of what
 * becomes of it, not even in its own UI, so it is looked up.
 */
export async function transferEnd(
  look: () => Promise<RpcTransfer>,
  waits: () => boolean,
): Promise<RpcTransfer['status'] | undefined> {
  while (waits()) {
    const transfer = await look().catch(() => undefined);
    if (transfer && transfer.status !== 'active') return transfer.status;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return undefined;
}
