import * as v from 'valibot';
import { RequestError } from './http/errors';
import { AccountSid, ApiKeySid, FlowSid, QueueSid, RoleSid, ServiceSid, WorkspaceSid } from './twilio/sids';

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
const origins = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  ),
  v.array(
    v.pipe(
      v.string(),
      v.check((origin) => isOrigin(origin), 'must be origins such as https://shop.example'),
    ),
  ),
);
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
    otherwise: 'customer tokens are off',
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
  if (config.CUSTOMER_TOKEN_REQUIRED === true && !environment.CUSTOMER_TOKEN_SECRET) {
    problems.push('CUSTOMER_TOKEN_REQUIRED is true but CUSTOMER_TOKEN_SECRET is missing (at least 32 characters).');
  }
  if (problems.length > 0) {
    throw new RequestError(500, 'config_invalid', `The Functions are not configured: ${problems.join(' ')}`);
  }
  return config as unknown as Config;
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}
