import * as v from 'valibot';

/** Somebody who signs in customers and publishes the public keys (JWKS) for it. */
export interface CustomerTokenProvider {
  /** Exactly as in the `iss` of its tokens. */
  issuer: string;
  /** The `aud` of tokens that are meant for us: any of these. */
  audiences: readonly string[];
  keysUrl: URL;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const FORMAT = 'must be issuer|audience or issuer|audience|keys, with commas between';

/** `https://login.example/|chat,https://other.example|web mobile|https://other.example/oauth/keys` */
export const CustomerTokenProviders = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): CustomerTokenProvider[] => {
    try {
      const providers = dataset.value.split(',').map((entry) => readProvider(entry.trim()));
      if (new Set(providers.map(({ issuer }) => issuer)).size < providers.length) {
        throw new Error('must name each issuer once; several audiences stand with spaces between');
      }
      return providers;
    } catch (error) {
      addIssue({ message: (error as Error).message });
      return NEVER;
    }
  }),
);

function readProvider(entry: string): CustomerTokenProvider {
  const [issuer = '', audience = '', keys, ...more] = entry.split('|').map((part) => part.trim());
  const audiences = audience.split(/\s+/).filter(Boolean);
  if (audiences.length === 0 || more.length > 0) throw new Error(FORMAT);
  const { search, hash } = fetchable(issuer);
  // RFC 8414, 2: an issuer has neither.
  if (search || hash) throw new Error('must name issuers without a query or fragment');
  // Where Auth0, Cognito, Clerk and others publish theirs.
  return { issuer, audiences, keysUrl: fetchable(keys ?? `${issuer.replace(/\/+$/, '')}/.well-known/jwks.json`) };
}

/** Keys that anybody on the way could exchange would prove nothing. */
function fetchable(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  if (!url || !safe || url.username || url.password) {
    throw new Error('must have https addresses without a password (http only on 127.0.0.1 or localhost)');
  }
  return url;
}
