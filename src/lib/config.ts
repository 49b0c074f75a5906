import * as v from 'valibot';
import { findSite, SITES } from '../sites/sites';
import { CustomerTokenProviders } from './auth/customer-token-providers';
import { RequestError } from './http/errors';
import { sitesWithoutFlow } from './site-flows';
import {
  AccountSid,
  ApiKeySid,
  FlowSid,
  QueueSid,
  RoleSid,
  ServiceSid,
  WorkflowSid,
  WorkspaceSid,
} from './twilio/sids';

/** One variable of the Functions' environment. `.env.example` is generated from this table. */
interface Variable<Schema extends v.GenericSchema<string | undefined, unknown>> {
  schema: Schema;
  what: string;
  where: string;
  format: string;
  /** What holds when it is not set; absent: it must be set. */
  otherwise?: string;
}

const variable = <Schema extends v.GenericSchema<string | undefined, unknown>>(described: Variable<Schema>) =>
  described;

const secret = v.pipe(v.string(), v.minLength(32, 'must be at least 32 characters'));
const secretList = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((part) => part.trim())),
  v.array(secret),
  v.minLength(1),
);
const origin = v.pipe(
  v.string(),
  v.check((text) => isOrigin(text), 'must be origins such as https://shop.example'),
);
const origins = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  ),
  v.array(origin),
);
/** Of our choice alone: a caller must not be able to point us at anything. */
const receiver = v.pipe(
  v.string(),
  v.check((url) => isReceiver(url), 'must be an https address without a password, or http on 127.0.0.1 or localhost'),
);
/** `name=value,name=value` */
const named = <Schema extends v.GenericSchema<string, string>>(value: Schema) =>
  v.pipe(
    v.string(),
    v.transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
    v.array(
      v.pipe(
        v.string(),
        v.regex(/^[\w-]+=/, 'must be name=value'),
        v.transform((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
        v.tuple([v.string(), value]),
      ),
    ),
  );
/** `1x…` and the like are Cloudflare's keys for tests. */
const turnstileKey = v.pipe(v.string(), v.regex(/^\dx[\w-]{10,}$/, 'must be a key as Cloudflare shows it'));
const seconds = (minimum: number, maximum: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'must be a whole number of seconds'),
    v.transform(Number),
    v.minValue(minimum, `must be at least ${minimum}`),
    v.maxValue(maximum, `must be at most ${maximum}`),
  );

export const VARIABLES = {
  ACCOUNT_SID: variable({
    schema: AccountSid,
    what: 'The account.',
    where: 'Console, Account Info. Deployed Functions get it by themselves.',
    format: 'AC and 32 hex digits',
  }),
  TWILIO_API_KEY: variable({
    schema: ApiKeySid,
    what: 'Signs Access Tokens and the REST calls of the Functions.',
    where: 'Console, Account, API keys & tokens: a key of type Standard. A Restricted key cannot sign tokens.',
    format: 'SK and 32 hex digits',
  }),
  TWILIO_API_SECRET: variable({
    schema: v.pipe(v.string(), v.minLength(16, 'is too short')),
    what: 'The secret of TWILIO_API_KEY.',
    where: 'Shown once, when the key is made.',
    format: '32 characters',
  }),
  CONVERSATIONS_SERVICE_SID: variable({
    schema: ServiceSid,
    what: 'The Conversations Service that Flex uses.',
    where: 'Console, Conversations, Services: "Flex Chat Service".',
    format: 'IS and 32 hex digits',
  }),
  SYNC_SERVICE_SID: variable({
    schema: ServiceSid,
    what: 'A Sync Service for the hand-off state; for servers only, with ACLs on.',
    where: 'Console, Sync, Services: make one for this project.',
    format: 'IS and 32 hex digits',
  }),
  STUDIO_FLOW_SID: variable({
    schema: FlowSid,
    what: 'The flow that new chats enter: studio-flows/chat-to-flex.json.',
    where: 'Console, Studio, Flows, after the import.',
    format: 'FW and 32 hex digits',
  }),
  STUDIO_FLOWS: variable({
    schema: v.optional(named(FlowSid), ''),
    what: 'Further flows, for the sites in src/sites/ that name another one.',
    where: 'Console, Studio, Flows, after the import.',
    format: 'names as in studio-flows/ and their SIDs, such as outlet=FW…,survey=FW…',
    otherwise: 'all chats enter STUDIO_FLOW_SID',
  }),
  TASKROUTER_WORKSPACE_SID: variable({
    schema: WorkspaceSid,
    what: 'The workspace of Flex.',
    where: 'Console, TaskRouter, Workspaces: "Flex Task Assignment".',
    format: 'WS and 32 hex digits',
  }),
  TASKROUTER_QUEUE_SID: variable({
    schema: QueueSid,
    what: 'The queue whose statistics tell whether somebody is there.',
    where: 'Console, TaskRouter, Task Queues.',
    format: 'WQ and 32 hex digits',
  }),
  TASKROUTER_WORKFLOW_SID: variable({
    schema: v.optional(WorkflowSid),
    what: 'The workflow that routes what /conversation-handoff hands over. Chats that a flow hands over do not need it.',
    where: 'Console, TaskRouter, Workflows: the one that the flow sends to.',
    format: 'WW and 32 hex digits',
    otherwise: '/conversation-handoff answers 500 config_invalid',
  }),
  CUSTOMER_ROLE_SID: variable({
    schema: v.optional(RoleSid),
    what: 'The conversation role of customers: it should only allow to send and read messages and to leave.',
    where: 'Conversations API, Roles: make one of type conversation.',
    format: 'RL and 32 hex digits',
    otherwise: "the Service's default conversation role, which may let a customer add others",
  }),
  ALLOWED_ORIGINS: variable({
    schema: v.optional(origins, ''),
    what: 'Where pages with the chat are served, for the site "default". Other sites name theirs in src/sites/.',
    where: 'The address bar of your site: scheme, host and port.',
    format: 'origins with commas between, such as https://shop.example,https://www.shop.example',
    otherwise: "only the Functions' own domain",
  }),
  SITE_ORIGINS: variable({
    schema: v.optional(named(origin), ''),
    what: 'Further origins of the other sites, such as those of a test system.',
    where: 'The address bar of the site: scheme, host and port.',
    format: 'sites and origins, such as outlet=https://outlet.test.example,outlet=http://localhost:8080',
    otherwise: 'what src/sites/ says',
  }),
  TOKEN_TTL_SECONDS: variable({
    schema: v.optional(seconds(60, 24 * 3600), '3600'),
    what: 'How long an Access Token lives. Pages refresh it by themselves.',
    where: 'Your choice.',
    format: '60 to 86400',
    otherwise: '3600',
  }),
  SESSION_MAX_SECONDS: variable({
    schema: v.optional(seconds(600, 30 * 24 * 3600), '691200'),
    what: 'How long a chat session can be refreshed at the most, counted from /conversation-create. It opens nothing once its chat is closed.',
    where: 'Your choice.',
    format: '600 to 2592000',
    otherwise: '691200 (8 days: as long as a chat with a message that was left)',
  }),
  SESSION_SECRETS: variable({
    schema: v.optional(secretList),
    what: 'Keys that sign sessions, newest first. To change one, put the new one in front and drop the old one after SESSION_MAX_SECONDS.',
    where: 'openssl rand -base64 32',
    format: 'strings of at least 32 characters with commas between; 450 bytes in all',
    otherwise: 'derived from TWILIO_API_SECRET',
  }),
  IDENTITY_SECRET: variable({
    schema: v.optional(secret),
    what: 'Makes the opaque identities. A new one makes known customers strangers, so set it once, before TWILIO_API_SECRET ever changes.',
    where: 'openssl rand -base64 32',
    format: 'at least 32 characters',
    otherwise: 'derived from TWILIO_API_SECRET',
  }),
  CUSTOMER_TOKEN_SECRET: variable({
    schema: v.optional(secret),
    what: 'Shared with the back end that signs in your customers: it signs a JWT (HS256) with sub, exp and, if wanted, name.',
    where: 'openssl rand -base64 32',
    format: 'at least 32 characters',
    otherwise: 'no customer token with HS256 is taken',
  }),
  CUSTOMER_TOKEN_ISSUERS: variable({
    schema: v.optional(CustomerTokenProviders),
    what: 'Log-in services whose JWTs (RS256, PS256, ES256, EdDSA) say who a customer is: their iss, the aud that is ours (several with spaces between), and where their keys (JWKS) are, if not at issuer/.well-known/jwks.json.',
    where: 'jwks_uri of https://ISSUER/.well-known/openid-configuration',
    format: 'issuer|audience or issuer|audience|keys, with commas between; 450 bytes in all',
    otherwise: 'no customer token with a public key is taken',
  }),
  CUSTOMER_TOKEN_REQUIRED: variable({
    schema: v.optional(
      v.pipe(
        v.picklist(['true', 'false'], 'must be true or false'),
        v.transform((text) => text === 'true'),
      ),
      'false',
    ),
    what: 'Refuse chats of customers without a customer token.',
    where: 'Your choice.',
    format: 'true or false',
    otherwise: 'false',
  }),
  SERVER_SECRETS: variable({
    schema: v.optional(secretList),
    what: 'Keys with which your servers sign their calls, newest first; any of them is taken. docs/no-sdk.md shows how.',
    where: 'openssl rand -base64 32',
    format: 'strings of at least 32 characters with commas between; 450 bytes in all',
    otherwise: 'servers cannot call',
  }),
  BRIDGE_URL: variable({
    schema: v.optional(receiver),
    what: 'Your server that is told what agents and the flow say in chats that were opened with `bridge: true`. docs/no-sdk.md',
    where: 'An address of your own server.',
    format: 'https://…',
    otherwise: 'no chat can be opened with `bridge: true`',
  }),
  BRIDGE_SECRETS: variable({
    schema: v.optional(secretList),
    what: 'Keys that sign what is sent to BRIDGE_URL, newest first: the first one signs.',
    where: 'openssl rand -base64 32',
    format: 'strings of at least 32 characters with commas between; 450 bytes in all',
    otherwise: 'no chat can be opened with `bridge: true`',
  }),
  CHALLENGE: variable({
    schema: v.optional(v.picklist(['turnstile', 'altcha', 'off'], 'must be turnstile, altcha or off')),
    what: 'What visitors of all sites have to show before a chat is made, whatever src/sites/ says: to switch it on during an attack, or off while its provider is down.',
    where: 'docs/security.md',
    format: 'turnstile, altcha or off',
    otherwise: 'as each site says',
  }),
  TURNSTILE_SECRET: variable({
    schema: v.optional(turnstileKey),
    what: 'Secret key of the Turnstile widget, for sites with that challenge.',
    where: 'Cloudflare dashboard, Turnstile.',
    format: '0x and about 33 characters',
    otherwise: 'no site can ask for Turnstile',
  }),
  TURNSTILE_SITE_KEY: variable({
    schema: v.optional(turnstileKey),
    what: 'Public key of the same widget, for sites that name none as `page.challengeSiteKey`.',
    where: 'Cloudflare dashboard, Turnstile.',
    format: '0x and about 22 characters',
    otherwise: 'as each site says',
  }),
  NEW_CHATS_PER_MINUTE: variable({
    schema: v.optional(
      v.pipe(v.string(), v.regex(/^\d{1,6}$/, 'must be a whole number of at most six digits'), v.transform(Number)),
    ),
    what: 'How many chats visitors of one site can open in a minute, whatever src/sites/ says. 0 closes them to all but signed-in customers and servers.',
    where: 'Your choice. docs/security.md',
    format: '0 to 999999',
    otherwise: 'limits.newChatsPerMinute of each site',
  }),
} as const;

type Parsed = { [Name in keyof typeof VARIABLES]: v.InferOutput<(typeof VARIABLES)[Name]['schema']> };

export interface Config extends Parsed {
  /** Host of the Functions, without scheme. Twilio sets it. */
  DOMAIN_NAME: string;
}

/**
 * The environment of the Functions, typed. Whatever is missing or malformed is named together, with where to find it.
 *
 * @throws RequestError 500 config_invalid
 */
export function parseConfig(environment: Record<string, unknown>): Config {
  const problems: string[] = [];
  const config: Record<string, unknown> = { DOMAIN_NAME: String(environment.DOMAIN_NAME ?? '') };
  for (const [name, { schema, format, where }] of Object.entries(VARIABLES)) {
    const text = environment[name];
    const given = typeof text === 'string' && text !== '' ? text : undefined;
    const parsed = v.safeParse(schema, given);
    if (parsed.success) config[name] = parsed.output;
    else if (given === undefined) problems.push(`${name} is missing (${format}). ${where}`);
    else problems.push(`${name} ${parsed.issues[0]?.message ?? 'is malformed'} (${format}).`);
  }
  const vouched = environment.CUSTOMER_TOKEN_SECRET || environment.CUSTOMER_TOKEN_ISSUERS;
  if (config.CUSTOMER_TOKEN_REQUIRED === true && !vouched) {
    problems.push(
      'CUSTOMER_TOKEN_REQUIRED is true but CUSTOMER_TOKEN_SECRET (at least 32 characters) and CUSTOMER_TOKEN_ISSUERS are missing.',
    );
  }
  if (Boolean(environment.BRIDGE_URL) !== Boolean(environment.BRIDGE_SECRETS)) {
    problems.push('Set BRIDGE_URL and BRIDGE_SECRETS together, or neither of them.');
  }
  problems.push(...siteProblems(config));
  if (config.CHALLENGE === 'turnstile' && !(environment.TURNSTILE_SECRET && environment.TURNSTILE_SITE_KEY)) {
    problems.push('CHALLENGE is turnstile but TURNSTILE_SECRET or TURNSTILE_SITE_KEY is missing.');
  }
  if (problems.length > 0) {
    throw new RequestError(500, 'config_invalid', `The Functions are not configured: ${problems.join(' ')}`);
  }
  return config as unknown as Config;
}

function siteProblems({ STUDIO_FLOWS, SITE_ORIGINS }: Partial<Config>): string[] {
  const strangers = (SITE_ORIGINS ?? []).map(([name]) => name).filter((name) => !findSite(name));
  return [
    ...(STUDIO_FLOWS ? sitesWithoutFlow(STUDIO_FLOWS, SITES) : []),
    ...strangers.map((name) => `SITE_ORIGINS names the site ${name}, which is not in src/sites/.`),
  ];
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}

function isReceiver(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text);
    if (username !== '' || password !== '') return false;
    return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
  } catch {
    return false;
  }
}
