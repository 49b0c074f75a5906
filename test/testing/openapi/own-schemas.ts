import type { Schema } from './specification';

const closed = (properties: Record<string, Schema>, optional: string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const text: Schema = { type: 'string' };
const sid = (prefix: string): Schema => ({ type: 'string', pattern: `^${prefix}[0-9a-f]{32}$` });

/** How Twilio's REST API answers errors; no specification says it. */
export const ERROR_BODY = closed(
  {
    code: { type: 'integer', minimum: 10_000 },
    message: { type: 'string', minLength: 1 },
    more_info: { type: 'string', pattern: '^https://www\\.twilio\\.com/docs/errors/[0-9]+$' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    details: {},
  },
  ['details'],
);

const nullableText = { type: ['string', 'null'] };

/** https://www.twilio.com/docs/conversations/api/media-resource, and what @twilio/mcs-client reads of it. */
const MEDIA = closed({
  sid: sid('ME'),
  service_sid: sid('IS'),
  date_created: text,
  date_upload_updated: text,
  date_updated: text,
  links: {
    type: 'object',
    properties: { content: text, content_direct_temporary: text },
    required: ['content'],
    additionalProperties: false,
  },
  size: { type: 'integer' },
  content_type: text,
  filename: nullableText,
  author: nullableText,
  category: { enum: ['media', 'body', 'history'] },
  message_sid: { anyOf: [sid('IM'), { type: 'null' }] },
  channel_sid: { anyOf: [sid('CH'), { type: 'null' }] },
  url: text,
  is_multipart_upstream: { type: 'boolean' },
});

/** The reply of an upload is a version as serverless_v1 describes it. */
const uploaded = (parent: string, more: Record<string, Schema>): Schema =>
  closed({
    sid: sid('ZN'),
    account_sid: sid('AC'),
    service_sid: sid('ZS'),
    [parent]: sid('ZH'),
    path: { type: 'string', pattern: '^/' },
    visibility: { enum: ['public', 'protected', 'private'] },
    date_created: { type: 'string', format: 'date-time' },
    url: { type: 'string', format: 'uri' },
    ...more,
  });

export interface OwnOperation {
  method: string;
  url: RegExp;
  /** Of a JSON body; absent: not looked at. */
  request?: Schema;
  reply: Schema;
}

/** Requests that the SDKs and the Flex validator make and that no specification covers. */
export const OWN_OPERATIONS: OwnOperation[] = [
  {
    // twilio-flex-token-validator 1.6.0
    method: 'POST',
    url: /^https:\/\/iam\.twilio\.com\/v1\/Accounts\/AC[0-9a-f]{32}\/Tokens\/validate$/,
    request: closed({ token: text }),
    reply: {
      type: 'object',
      properties: {
        valid: { type: 'boolean' },
        code: { type: 'integer' },
        message: { type: ['string', 'null'] },
        expiration: { type: ['string', 'null'] },
        realm_user_id: { type: ['string', 'null'] },
        identity: { type: ['string', 'null'] },
        roles: { type: ['array', 'null'], items: text },
        worker_sid: { anyOf: [sid('WK'), { type: 'null' }] },
      },
      required: ['valid'],
      additionalProperties: false,
    },
  },
  {
    // twilio-taskrouter 2.1.1: every request travels in a POST to the event-bridge, the answer comes back wrapped.
    method: 'POST',
    url: /^https:\/\/event-bridge\.(?:[a-z0-9-]+\.)*twilio\.com\/v1\/wschannels$/,
    request: {
      type: 'object',
      properties: { url: text, method: { enum: ['GET', 'POST'] }, params: { type: 'object' }, token: text },
      required: ['url', 'method', 'token'],
    },
    reply: closed({ payload: {} }),
  },
  {
    // https://www.twilio.com/docs/serverless/api/resource/function-version: multipart, on a host of its own
    method: 'POST',
    url: /^https:\/\/serverless-upload\.twilio\.com\/v1\/Services\/ZS[0-9a-f]{32}\/Functions\/ZH[0-9a-f]{32}\/Versions$/,
    reply: uploaded('function_sid', { links: closed({ function_version_content: text }) }),
  },
  {
    method: 'POST',
    url: /^https:\/\/serverless-upload\.twilio\.com\/v1\/Services\/ZS[0-9a-f]{32}\/Assets\/ZH[0-9a-f]{32}\/Versions$/,
    reply: uploaded('asset_sid', {}),
  },
  {
    // @twilio/mcs-client: media of messages.
    method: 'POST',
    url: /^https:\/\/mcs\.us1\.twilio\.com\/v1\/Services\/IS[0-9a-f]{32}\/Media$/,
    reply: MEDIA,
  },
  {
    method: 'GET',
    url: /^https:\/\/mcs\.us1\.twilio\.com\/v1\/Services\/IS[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$/,
    reply: MEDIA,
  },
  {
    method: 'GET',
    url: /^https:\/\/mcs\.us1\.twilio\.com\/v1\/Services\/IS[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}\/Content$/,
    reply: {},
  },
  {
    // The bytes, by the temporary URL that the media service gave.
    method: 'GET',
    url: /^https:\/\/media\.us1\.twilio\.com\/\w+$/,
    reply: {},
  },
  {
    method: 'POST',
    url: /^https:\/\/mcs\.us1\.twilio\.com\/v1\/Services\/IS[0-9a-f]{32}\/MediaSet$/,
    request: closed({
      command: { enum: ['get'] },
      list: { type: 'array', items: { type: 'object', required: ['media_sid'] } },
    }),
    reply: {
      type: 'array',
      items: closed({ code: { enum: [200, 404] }, media_record: { type: 'object', required: ['sid'] } }),
    },
  },
];
