import { TwilioError } from '../http/errors';
import type { RestRequest } from '../http/routes';

/** https://www.twilio.com/docs/conversations/conversations-limits: between chat participants. */
export const MEDIA_BYTES = 150 * 1024 * 1024;

export interface UploadedFile {
  data: Buffer;
  contentType: string;
  filename: string | null;
}

/** The SDK and the REST API send the bytes as they are; the SDK's FormData is a form with one file. */
export async function uploadedFile(request: RestRequest): Promise<UploadedFile> {
  const file = await readFile(request);
  if (file.data.length === 0) throw new TwilioError(400, 20001, 'The file is empty');
  requireSize(file.data.length);
  return file;
}

/** Answers 413 to more than Twilio takes. */
export function requireSize(bytes: number): void {
  if (bytes > MEDIA_BYTES) {
    throw new TwilioError(413, 20001, `The file is too large: ${bytes} bytes, at most ${MEDIA_BYTES}`);
  }
}

async function readFile({ headers, query, body }: RestRequest): Promise<UploadedFile> {
  const contentType = headers['content-type'] ?? 'application/octet-stream';
  const filename = query.get('Filename');
  if (!contentType.startsWith('multipart/form-data')) return { data: body, contentType, filename };
  const parsed = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  const form = await parsed.formData().catch(() => {
    throw new TwilioError(400, 20001, 'The form is malformed');
  });
  for (const part of form.values()) {
    if (typeof part === 'string') continue;
    return {
      data: Buffer.from(await part.arrayBuffer()),
      contentType: part.type || 'application/octet-stream',
      filename: filename ?? part.name,
    };
  }
  throw new TwilioError(400, 20001, 'The form holds no file');
}
