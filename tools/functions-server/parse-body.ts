import querystring from 'node:querystring';

/** Parameters of a body, as runtime-handler's parser reads them; undefined when the JSON is malformed. */
export function parseBody(contentType: string, body: Buffer): object | undefined {
  const text = body.toString('utf8');
  if (contentType.includes('application/x-www-form-urlencoded')) return { ...querystring.parse(text) };
  if (!contentType.includes('application/json') || text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
