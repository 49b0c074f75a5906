import { signatureDigest } from '../auth/server-signature';

/** Where a server listens, from the configuration alone. */
export interface Receiver {
  url: string;
  /** BRIDGE_SECRETS, newest first: the first one signs. */
  secrets: readonly string[];
}

/** The header by which the receiver knows us: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. */
export const SIGNATURE_HEADER = 'X-Flex-Handoff-Signature';

/**
 * Sends JSON to the receiver, signed. Redirects are not followed: where they lead, nobody has configured.
 *
 * @param now milliseconds since 1970
 * @returns `taken` with a 2xx; `silent`: no answer in time
 */
export async function postSigned(
  { url, secrets }: Receiver,
  body: string,
  now: number,
  timeoutMs: number,
): Promise<'taken' | 'refused' | 'silent'> {
  const [newest] = secrets;
  if (newest === undefined) throw new Error('BRIDGE_SECRETS holds at least one key');
  const time = Math.floor(now / 1000);
  const headers = {
    'Content-Type': 'application/json',
    [SIGNATURE_HEADER]: `t=${time},v1=${signatureDigest(newest, `${time}.${body}`)}`,
  };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    await response.body?.cancel();
    return response.ok ? 'taken' : 'refused';
  } catch {
    return signal.aborted ? 'silent' : 'refused';
  }
}
