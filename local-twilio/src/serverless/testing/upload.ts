import http from 'node:http';
import type { Account } from '../../account/account';

export interface UploadRequest {
  /** Functions or Assets. */
  folder: 'Functions' | 'Assets';
  serviceSid: string;
  fileSid: string;
  path: string;
  visibility: string;
  content?: string;
}

/** Sends a version to serverless-upload.twilio.com of a local Twilio: no library of Twilio's does. */
export async function upload(
  { port, account }: { port: number; account: Account },
  { folder, serviceSid, fileSid, path, visibility, content }: UploadRequest,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = new FormData();
  form.set('Path', path);
  form.set('Visibility', visibility);
  if (content !== undefined) form.set('Content', new Blob([content], { type: 'application/javascript' }), 'name');
  const encoded = new Response(form);
  const bytes = Buffer.from(await encoded.arrayBuffer());
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/v1/Services/${serviceSid}/${folder}/${fileSid}/Versions`,
        auth: `${account.apiKey}:${account.apiSecret}`,
        agent: false,
        headers: { host: 'serverless-upload.twilio.com', 'content-type': encoded.headers.get('content-type') ?? '' },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>,
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(bytes);
  });
}
