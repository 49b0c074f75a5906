import { placeholderIn } from './placeholder';

export interface FoundSecret {
  /** `Slack token` */
  kind: string;
  secret: string;
}

/** Secrets that can be told by their form. The first group is the secret itself. */
const FORMS: readonly [kind: string, form: RegExp][] = [
  ['AWS access key', /(?<![\w-])((?:AKIA|ASIA)[0-9A-Z]{16})(?![\w-])/g],
  ['SendGrid API key', /(?<![\w-])(SG\.[\w-]{16,40}\.[\w-]{16,80})/g],
  ['Slack token', /(?<![\w-])(xox[abeoprs]-[\w-]{10,200})/g],
  ['Slack webhook', /hooks\.slack\.com\/(services\/[\w/]{20,100})/g],
  ['Stripe key', /(?<![\w-])([rs]k_(?:live|test)_[0-9A-Za-z]{10,200})/g],
  ['Google API key', /(?<![\w-])(AIza[\w-]{35})(?![\w-])/g],
  ['GitHub token', /(?<![\w-])(gh[opsur]_[0-9A-Za-z]{36,80}|github_pat_\w{22,100})/g],
  ['OpenAI-like key', /(?<![\w-])(sk-[\w-]{20,200})/g],
  ['Mailgun key', /(?<![\w-])(key-[0-9a-f]{32})(?![\w-])/g],
  ['JSON Web Token', /(?<![\w.-])(eyJ[\w-]{8,2000}\.[\w-]{8,2000}\.[\w-]{4,2000})/g],
  ['private key', /(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)/g],
  ['bearer token', /(?<!\w)Bearer\s{1,4}((?=[\w.~+/-]{0,200}\d)[\w.~+/-]{16,400}={0,2})/gi],
];

const USER_IN_URL = /(?<!\w)(?:https?|wss?|ftp):\/\/([^\s/?#@:"'<>]{0,200}):([^\s/?#@"'<>]{1,200})@/gi;
const BASIC = /(?<!\w)Basic\s{1,4}([A-Za-z0-9+/]{8,400}={0,2})/g;
const IN_QUERY = /[?&]([\w.-]{1,60})=([^\s&#"'<>]{1,400})/g;
const IN_JSON = /"([\w .-]{1,60})"\s{0,20}:\s{0,20}"([^"\\]{1,400})"/g;

/** Secrets that stand in a text, by their form or by the name before them. */
export function secretsIn(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const [kind, form] of FORMS) {
    for (const [, secret = ''] of text.matchAll(form)) found.push({ kind, secret });
  }
  for (const [, , password = ''] of text.matchAll(USER_IN_URL)) {
    if (isWrittenOut(password)) found.push({ kind: 'password in a URL', secret: password });
  }
  for (const [, basic = ''] of text.matchAll(BASIC)) {
    if (isUserAndPassword(basic)) found.push({ kind: 'Basic authorization', secret: basic });
  }
  for (const form of [IN_QUERY, IN_JSON]) {
    for (const [, name = '', value = ''] of text.matchAll(form)) {
      const secret = secretNamed(name, value);
      if (secret) found.push(secret);
    }
  }
  return found;
}

/** The value of a parameter whose name says that it is secret. */
export function secretNamed(name: string, value: string): FoundSecret | undefined {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const isSecret = SURE_NAMES.test(plain) || (VAGUE_NAMES.has(plain) && value.length >= 16 && /\d/.test(value));
  if (!isSecret || value.length < 4 || !isWrittenOut(value) || NO_SECRETS.has(value.toLowerCase())) return undefined;
  return { kind: `value of "${name.slice(0, 40)}"`, secret: value };
}

const SURE_NAMES =
  /(?:password|passwd|pwd|secret|secretkey|apikey|apisecret|authtoken|accesstoken|privatekey|subscriptionkey|clientsecret)$/;
const VAGUE_NAMES: ReadonlySet<string> = new Set(['token', 'authorization', 'auth', 'sig', 'signature', 'code', 'key']);
const NO_SECRETS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'none', 'string', 'text', 'required']);

/** Not filled in by Liquid or by a deploy, no sentence and no SID, which other rules speak of. */
function isWrittenOut(value: string): boolean {
  if (/^[A-Z]{2}[0-9a-f]{32}$/.test(value)) return false;
  return !/\{\{|\{%|\}\}|\s/.test(value) && placeholderIn(value) === undefined;
}

function isUserAndPassword(basic: string): boolean {
  return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(basic, 'base64').toString('latin1'));
}
