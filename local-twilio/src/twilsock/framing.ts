/** Twilsock 3: one packet a WebSocket message, a magic line, a JSON header, a payload. Sizes count bytes. */
const MAGIC = 'TWILSOCK V3.0';
const LINE_END = Buffer.from('\r\n');

export interface Packet {
  header: Record<string, unknown>;
  /** Parsed when it is JSON, else text. */
  payload?: unknown;
}

export function encodePacket(header: Record<string, unknown>, payload?: unknown): Buffer {
  const body = payload === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(payload));
  const head = Buffer.from(JSON.stringify({ ...header, payload_size: body.length }));
  const parts = [Buffer.from(`${MAGIC} ${head.length}\r\n`), head, LINE_END];
  // Twilio ends a payload with a line end; the SDKs accept both.
  if (body.length > 0) parts.push(body, LINE_END);
  return Buffer.concat(parts);
}

/** Throws an Error when the bytes are no packet. */
export function decodePacket(bytes: Buffer): Packet {
  const lineEnd = bytes.indexOf(LINE_END);
  const magic = bytes.subarray(0, Math.max(lineEnd, 0)).toString('latin1');
  const size = magic.startsWith(`${MAGIC} `) ? Number(magic.slice(MAGIC.length + 1)) : Number.NaN;
  if (!Number.isInteger(size)) throw new Error('Not a Twilsock packet');
  const start = lineEnd + LINE_END.length;
  const header: unknown = JSON.parse(bytes.subarray(start, start + size).toString('utf8'));
  if (!header || typeof header !== 'object') throw new Error('Not a Twilsock header');
  const fields = header as Record<string, unknown>;
  const payloadSize = Number(fields.payload_size ?? 0);
  if (payloadSize === 0) return { header: fields };
  const payloadStart = start + size + LINE_END.length;
  const text = bytes.subarray(payloadStart, payloadStart + payloadSize).toString('utf8');
  const isJson = String(fields.payload_type ?? 'application/json').startsWith('application/json');
  return { header: fields, payload: isJson ? JSON.parse(text) : text };
}
