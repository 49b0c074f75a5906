import type { IncomingMessage } from 'node:http';

/** The limit of runtime-handler. */
export const BODY_LIMIT = 6 * 1024 * 1024;

/** The whole body, or undefined when it is larger than the limit; the rest is read and thrown away then. */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
}
