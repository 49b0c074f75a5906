import type { Environment } from '../environments/environment';
import type { Finding } from './finding';

const SECRETS = [
  'TWILIO_API_SECRET',
  'AUTH_TOKEN',
  'SESSION_SECRETS',
  'IDENTITY_SECRET',
  'CUSTOMER_TOKEN_SECRET',
  'SERVER_SECRETS',
  'BRIDGE_SECRETS',
  'RELAY_SECRET',
];

/** Secrets that stand in two variables: who knows the one could do what the other allows. */
export function examineSecrets({ values }: Pick<Environment, 'values'>): Finding[] {
  const first = new Map<string, string>();
  return SECRETS.flatMap((name) => {
    const parts = (values[name] ?? '').split(',').map((part) => part.trim());
    const twin = parts.map((part) => first.get(part)).find((other) => other !== undefined && other !== name);
    for (const part of parts.filter(Boolean)) if (!first.has(part)) first.set(part, name);
    if (!twin) return [];
    return {
      name,
      state: 'wrong' as const,
      message: `holds the same secret as ${twin}`,
      mend: 'Give each its own: openssl rand -base64 32',
      required: true,
    };
  });
}
