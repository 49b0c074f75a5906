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

/** One variable of the Functions' environment. What it is for stands in tools/docs/variable-texts.ts. */
interface Variable<Schema extends v.GenericSchema<string | undefined, unknown>> {
  schema: Schema;
  where: string;
  format: string;
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
const whole = (minimum: number, maximum: number, of: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, `must be a whole number of ${of}`),
    v.transform(Number),
    v.minValue(minimum, `must be at least ${minimum}`),
    v.maxValue(maximum, `must be at most ${maximum}`),
  );
const seconds = (minimum: number, maximum: number) => whole(minimum, maximum, 'seconds');
const trueOrFalse = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((text) => text === 'true'),
);

export const VARIABLES = {
  ACCOUNT_SID: variable({
    schema: AccountSid,
    where: 'Console, Account Info. Deployed Functions get it by themselves.',
    format: 'AC and 32 hex digits',
  }),
  TWILIO_API_KEY: variable({
    schema: ApiKeySid,
    where: 'Console, Account, API keys & tokens: a key of type Standard. A Restricted key cannot sign tokens.',
    format: 'SK and 32 hex digits',
  }),
  TWILIO_API_SECRET: variable({
    schema: v.pipe(v.string(), v.minLength(16, 'is too short')),
    where: 'Shown once, when the key is made.',
    format: '32 characters',
  }),
  CONVERSATIONS_SERVICE_SID: variable({
    schema: ServiceSid,
    where: 'Console, Conversations, Services: "Flex Chat Service".',
    format: 'IS and 32 hex digits',
  }),
  SYNC_SERVICE_SID: variable({
    schema: ServiceSid,
    where: 'Console, Sync, Services: make one for this project.',
    format: 'IS and 32 hex digits',
  }),
  STUDIO_FLOW_SID: variable({
    schema: FlowSid,
    where: 'Console, Studio, Flows, after the import.',
    format: 'FW and 32 hex digits',
  }),
  STUDIO_FLOWS: variable({
    schema: v.optional(named(FlowSid), ''),
    where: 'Console, Studio, Flows, after the import.',
    format: 'names as in studio-flows/ and their SIDs, such as outlet=FW…,survey=FW…',
  }),
  TASKROUTER_WORKSPACE_SID: variable({
    schema: WorkspaceSid,
    where: 'Console, TaskRouter, Workspaces: "Flex Task Assignment".',
    format: 'WS and 32 hex digits',
  }),
  TASKROUTER_QUEUE_SID: variable({
    schema: QueueSid,
    where: 'Console, TaskRouter, Task Queues.',
    format: 'WQ and 32 hex digits',
  }),
  TASKROUTER_WORKFLOW_SID: variable({
    schema: v.optional(WorkflowSid),
    where: 'Console, TaskRouter, Workflows: the one that the flow sends to.',
    format: 'WW and 32 hex digits',
  }),
  CUSTOMER_ROLE_SID: variable({
    schema: v.optional(RoleSid),
    where: 'Conversations API, Roles: make one of type conversation.',
    format: 'RL and 32 hex digits',
  }),
  ALLOWED_ORIGINS: variable({
    schema: v.optional(origins, ''),
    where: 'The address bar of your site: scheme, host and port.',
    format: 'origins with commas between, such as https://shop.example,https://www.shop.example',
  }),
  SITE_ORIGINS: variable({
    schema: v.optional(named(origin), ''),
    where: 'The address bar of the site: scheme, host and port.',
    format: 'sites and origins, such as outlet=https://outlet.test.example,outlet=http://localhost:8080',
  }),
  TOKEN_TTL_SECONDS: variable({
    schema: v.optional(seconds(60, 24 * 3600), '3600'),
    where: 'Your choice.',
    format: '60 to 86400',
  }),
  SESSION_MAX_SECONDS: variable({
    schema: v.optional(seconds(600, 30 * 24 * 3600), '691200'),
    where: 'Your choice.',
    format: '600 to 2592000',
  }),
  SESSION_SECRETS: variable({
    schema: v.optional(secretList),
    where: 'openssl rand -base64 32',
    format: 'strings of at least 32 characters with commas between; 450 bytes in all',
  }),
  IDENTITY_SECRET: variable({
    schema: v.optional(secret),
    where: 'openssl rand -base64 32',
    format: 'at least 32 characters',
  }),
  CUSTOMER_TOKEN_SECRET: variable({
    schema: v.optional(secret),
    where: 'openssl rand -base64 32',
    format: 'at least 32 characters',
  }),
  CUSTOMER_TOKEN_ISSUERS: variable({
    schema: v.optional(CustomerTokenProviders),
    where: 'jwks_uri of https://ISSUER/.well-known/openid-configuration',
    format: 'issuer|audience or issuer|audience|keys, with commas between; 450 bytes in all',
  }),
  CUSTOMER_TOKEN_REQUIRED: variable({
    schema: v.optional(trueOrFalse, 'false'),
    where: 'Your choice.',
    format: 'true or false',
  }),
  SERVER_SECRETS: variable({
    schema: v.optional(secretList),
    where: 'openssl rand -base64 32',
    format: 'strings of at least 32 characters with commas between; 450 bytes in all',
  }),
  BRIDGE_URL: variable({
    schema: v.optional(receiver),
    where: 'An address of your own server.',
    format: 'https://…',
  }),
  BRIDGE_SECRETS: variable({
    schema: v.optional(secretList),
    where: 'openssl rand -base64 32',
    format: 'strings of at least 32 characters with commas between; 450 bytes in all',
  }),
  CHALLENGE: variable({
    schema: v.optional(v.picklist(['turnstile', 'altcha', 'off'], 'must be turnstile, altcha or off')),
    where: 'docs/security.md',
    format: 'turnstile, altcha or off',
  }),
  TURNSTILE_SECRET: variable({
    schema: v.optional(turnstileKey),
    where: 'Cloudflare dashboard, Turnstile.',
    format: '0x and about 33 characters',
  }),
  TURNSTILE_SITE_KEY: variable({
    schema: v.optional(turnstileKey),
    where: 'Cloudflare dashboard, Turnstile.',
    format: '0x and about 22 characters',
  }),
  NEW_CHATS_PER_MINUTE: variable({
    schema: v.optional(
      v.pipe(v.string(), v.regex(/^\d{1,6}$/, 'must be a whole number of at most six digits'), v.transform(Number)),
    ),
    where: 'Your choice. docs/security.md',
    format: '0 to 999999',
  }),
  FLEX_ORIGINS: variable({
    schema: v.optional(origins, ''),
    where: 'The address bar of the desktop: scheme, host and port.',
    format: 'origins with commas between, such as https://desktop.shop.example',
  }),
  CODE_LENGTH: variable({
    schema: v.optional(whole(6, 32, 'letters'), '8'),
    where: 'Your choice. docs/security.md',
    format: '6 to 32',
  }),
  CODE_TTL: variable({
    schema: v.optional(seconds(60, 24 * 3600), '3600'),
    where: 'Your choice. docs/security.md',
    format: '60 to 86400',
  }),
  VIDEO_PAGE_URL: variable({
    schema: v.optional(
      v.pipe(
        v.string(),
        v.check((url) => isReceiver(url), 'must be an https address, or http on 127.0.0.1 or localhost'),
      ),
    ),
    where: 'An address of your own site.',
    format: 'https://…',
  }),
  VIDEO_ROOM_TYPE: variable({
    schema: v.optional(
      v.picklist(
        ['group'],
        'must be group: Twilio gives new accounts no other (53126), and no other can be recorded by rules',
      ),
      'group',
    ),
    where: 'https://www.twilio.com/docs/video/legacy-room-types',
    format: 'group',
  }),
  VIDEO_RECORD_BY_DEFAULT: variable({
    schema: v.optional(trueOrFalse, 'false'),
    where: 'Your choice. docs/video.md',
    format: 'true or false',
  }),
  VIDEO_MAX_MINUTES: variable({
    schema: v.optional(whole(10, 24 * 60, 'minutes'), '240'),
    where: 'Your choice.',
    format: '10 to 1440',
  }),
  VIDEO_MAX_PARTICIPANTS: variable({
    schema: v.optional(whole(2, 50, 'people'), '4'),
    where: 'Your choice.',
    format: '2 to 50',
  }),
  TASKROUTER_VIDEO_WORKFLOW_SID: variable({
    schema: v.optional(WorkflowSid),
    where: 'Console, TaskRouter, Workflows: one for calls.',
    format: 'WW and 32 hex digits',
  }),
  RELAY_URL: variable({
    schema: v.optional(
      v.pipe(
        v.string(),
        v.check((url) => isRelay(url), 'must be a wss address without a query, or ws on 127.0.0.1 or localhost'),
      ),
    ),
    where: 'Where relay/ runs: docs/operations.md',
    format: 'wss://…/relay',
  }),
  RELAY_SECRET: variable({
    schema: v.optional(secret),
    where: 'openssl rand -base64 32',
    format: 'at least 32 characters',
  }),
  RELAY_RECONNECTS: variable({
    schema: v.optional(whole(0, 10, 'times'), '2'),
    where: 'Your choice. docs/voice.md',
    format: '0 to 10',
  }),
  TASKROUTER_VOICE_WORKFLOW_SID: variable({
    schema: v.optional(WorkflowSid),
    where: 'Console, TaskRouter, Workflows: one for calls.',
    format: 'WW and 32 hex digits',
  }),
  HANDOFF_NOTE_DAYS: variable({
    schema: v.optional(whole(1, 365, 'days'), '30'),
    where: 'Your choice. docs/handoff-note.md',
    format: '1 to 365',
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

/** Twilio refuses a query in the address of a socket, and signs it otherwise than we would. */
function isRelay(text: string): boolean {
  return !text.includes('?') && /^wss?:/.test(text) && isReceiver(text.replace(/^ws/, 'http'));
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
