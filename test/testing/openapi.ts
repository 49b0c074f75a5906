import type { LoggedRequest } from '../../local-twilio/src/http/request-log';
import { ERROR_BODY, OWN_OPERATIONS, type OwnOperation } from './openapi/own-schemas';
import { type Operation, Specification } from './openapi/specification';
import { Validators } from './openapi/validators';

const SPECIFICATIONS: Record<string, string> = {
  'conversations.twilio.com': 'conversations_v1',
  'sync.twilio.com': 'sync_v1',
  'studio.twilio.com': 'studio_v2',
  'taskrouter.twilio.com': 'taskrouter_v1',
  'flex-api.twilio.com': 'flex_v1',
  'serverless.twilio.com': 'serverless_v1',
  'video.twilio.com': 'video_v1',
  'api.twilio.com': 'api_v2010',
  'iam.twilio.com': 'iam_v1',
};

const loaded = new Map<string, Specification>();
const validators = new Validators();

/**
 * Holds the traffic of a local Twilio against Twilio's OpenAPI: documented requests alone, no parameter that is not
 * listed, and replies with all listed properties and no other. Returns what is wrong, one line each; expect it to equal
 * `[]`. A request that a test sends wrong on purpose is left out by the caller.
 */
export function checkRequests(log: LoggedRequest[]): string[] {
  const problems = log
    .filter(({ direction }) => direction === 'rest')
    .flatMap((entry) => check(entry).map((problem) => `${entry.method} ${entry.url}: ${problem}`));
  return [...new Set(problems)];
}

/** A specification by the host that it describes, read when it is first needed. */
export function specificationOf(host: string): Specification | undefined {
  const name = SPECIFICATIONS[host];
  if (!name) return undefined;
  const specification = loaded.get(name) ?? new Specification(name);
  loaded.set(name, specification);
  return specification;
}

function check(entry: LoggedRequest): string[] {
  const url = new URL(entry.url);
  const address = url.origin + url.pathname;
  const fits = (candidate: { method: string; url: RegExp }) =>
    candidate.method === entry.method && candidate.url.test(address);
  const operation = specificationOf(url.hostname)?.operations.find(fits);
  if (operation) return [...checkRequest(operation, entry, url), ...checkReply(operation, entry)];
  const own = OWN_OPERATIONS.find(fits);
  if (own) return checkOwn(own, entry);
  return ['is not in the specification'];
}

function checkRequest(operation: Operation, entry: LoggedRequest, url: URL): string[] {
  const path = { ...operation.url.exec(url.origin + url.pathname)?.groups };
  const decoded = Object.fromEntries(Object.entries(path).map(([name, value]) => [name, decodeURIComponent(value)]));
  const problems = [
    ...validators.request(operation, 'path', decoded),
    ...validators.request(operation, 'query', grouped(url.searchParams)),
    ...validators.request(operation, 'header', entry.requestHeaders),
  ];
  if (operation.form)
    return [...problems, ...validators.request(operation, 'form', grouped(new URLSearchParams(formText(entry))))];
  const empty = entry.requestBody === '' || entry.requestBody === '(0 bytes)';
  return empty ? problems : [...problems, 'takes no body'];
}

/** A body of another type counts as an empty form, so that what is required is missed. */
function formText({ requestHeaders, requestBody }: LoggedRequest): string {
  return (requestHeaders['content-type'] ?? '').includes('x-www-form-urlencoded') ? requestBody : '';
}

function grouped(parameters: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

function checkReply(operation: Operation, { status, responseBody }: LoggedRequest): string[] {
  if (status === 0) return []; // cut on purpose
  return status < 400 ? validators.reply(operation, status, responseBody) : checkError(status, responseBody);
}

function checkError(status: number, body: unknown): string[] {
  const problems = validators.own('error', ERROR_BODY, body);
  if (problems.length > 0) return problems;
  const error = body as { status: number; message: string };
  if (error.status !== status) problems.push(`error: answers ${status} and says ${error.status}`);
  if (status === 501 || error.message.startsWith('The local Twilio failed')) problems.push(error.message);
  return problems;
}

function checkOwn(own: OwnOperation, { status, requestBody, responseBody }: LoggedRequest): string[] {
  const problems = own.request
    ? validators.own(`${own.url} request`, own.request, JSON.parse(requestBody || '{}'))
    : [];
  if (status === 0) return problems;
  const reply =
    status < 400 ? validators.own(`${own.url} reply`, own.reply, responseBody) : checkError(status, responseBody);
  return [...problems, ...reply];
}
