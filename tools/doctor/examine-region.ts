import type { Environment } from '../environments/environment';
import type { Finding } from './finding';

/** The helper library sends everything elsewhere when it finds one of these. */
export const REGION = ['TWILIO_REGION', 'TWILIO_EDGE'];

/** Flex and its keys live in US1: https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions */
export function examineRegion({ values, file }: Environment, given: Record<string, string | undefined>): Finding[] {
  return REGION.filter((name) => values[name] || given[name]).map((name) => ({
    name,
    state: 'wrong',
    value: values[name] || given[name],
    message: 'the helper library reads it and asks another region, where neither the key nor Flex is',
    mend: `Unset it in ${values[name] ? file : 'the shell'}.`,
    required: true,
  }));
}
