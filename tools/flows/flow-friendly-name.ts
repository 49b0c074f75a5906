import type { Environment } from '../environments/environment';

/** What a flow is called in an account: several environments may share one. */
export function flowFriendlyName({ domainSuffix }: Pick<Environment, 'domainSuffix'>, name: string): string {
  return domainSuffix === '' ? name : `${name}-${domainSuffix}`;
}
