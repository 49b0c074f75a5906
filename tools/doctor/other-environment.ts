import type { Environment } from '../environments/environment';
import type { DeeperAnswers } from './account-answers';

/**
 * The deployed environment to which something of this name belongs, when that is not this one; undefined: none.
 *
 * @param nameFor what it is called in an environment
 */
export function otherEnvironment(
  name: string | null,
  { domainSuffix }: Pick<Environment, 'domainSuffix'>,
  { environments }: Pick<DeeperAnswers, 'environments'>,
  nameFor: (environment: Pick<Environment, 'domainSuffix'>) => string,
): string | undefined {
  if (!environments?.ok) return undefined;
  const suffixes = environments.value.map((environment) => environment.domainSuffix ?? '');
  const other = suffixes.find((suffix) => suffix !== domainSuffix && nameFor({ domainSuffix: suffix }) === name);
  return other === '' ? 'production' : other;
}
