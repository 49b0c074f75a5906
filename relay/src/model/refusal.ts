import type { IncomingMessage } from 'node:http';

const LONGEST_BODY = 4096;
const LONGEST_DETAIL = 200;

/** Why there is no stream of events, in words that say how to mend it. It always resolves. */
export async function refusalOf(response: IncomingMessage): Promise<{ message: string; retryAfterMs?: number }> {
  const status = response.statusCode ?? 0;
  const detail = detailOf(await beginningOf(response));
  const seconds = Number(response.headers['retry-after']);
  return {
    message: `${reasonOf(status)}${detail && `: ${detail}`}`,
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined,
  };
}

function reasonOf(status: number): string {
  if (status === 200) return 'The model server did not answer with a stream of events: it must know `stream: true`';
  if (status === 401 || status === 403) return `The model server refuses the API key (${status})`;
  if (status === 404) return 'The model server knows no such model or path (404): look at the base URL and the model';
  if (status === 429) return 'The model server has had too many requests, or the account has no credit (429)';
  return `The model server answered ${status}`;
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    response.setEncoding('utf8');
    for await (const chunk of response) {
      text += chunk;
      if (text.length > LONGEST_BODY) break;
    }
  } catch {
    // What has come is enough.
  }
  return text;
}

function detailOf(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } | string };
    const message = typeof error === 'string' ? error : error?.message;
    return typeof message === 'string' ? message.slice(0, LONGEST_DETAIL) : '';
  } catch {
    return '';
  }
}
