import { badRequest } from '../http/errors';
import type { RestRequest } from '../http/routes';
import { checkUpload, type Upload } from './check-upload';
import type { FileKind } from './resources';

/**
 * The multipart form of serverless-upload.twilio.com. Throws TwilioError. Read as a Request: where Functions run in the same
 * process, `Response` is that of their runtime.
 */
export async function readUpload(kind: FileKind, { body, headers }: RestRequest): Promise<Upload> {
  const form = await new Request('http://upload', {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': headers['content-type'] ?? '' },
  })
    .formData()
    .catch(() => {
      throw badRequest(20001, 'The body is not multipart/form-data');
    });
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const content = form.get('Content');
  const bytes = content instanceof Blob ? Buffer.from(await content.arrayBuffer()) : undefined;
  return checkUpload(kind, text('Path'), text('Visibility'), bytes);
}
