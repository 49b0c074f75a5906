import { parseConfig, VARIABLES } from '../../src/lib/config';
import { SITES } from '../../src/sites/sites';
import type { Environment } from '../environments/environment';
import type { Finding } from './finding';
import { MAIN_FLOW } from './names';

const PREFIXES: Readonly<Record<string, string>> = {
  ACCOUNT_SID: 'AC',
  TWILIO_API_KEY: 'SK',
  CONVERSATIONS_SERVICE_SID: 'IS',
  SYNC_SERVICE_SID: 'IS',
  STUDIO_FLOW_SID: 'FW',
  TASKROUTER_WORKSPACE_SID: 'WS',
  TASKROUTER_QUEUE_SID: 'WQ',
};
const DIGITS = '0'.repeat(32);

/** What no variable says by itself: which ones belong together. Only for variables that are well-formed each. */
export function examineTogether({ values }: Pick<Environment, 'values'>): Finding[] {
  const further = SITES.filter(({ flow }) => flow !== MAIN_FLOW).map(({ flow }) => `${flow}=FW${DIGITS}`);
  const known = Object.entries(values).filter(([name]) => Object.hasOwn(VARIABLES, name));
  const stopgaps = Object.entries(PREFIXES).map(([name, prefix]) => [name, prefix + DIGITS]);
  try {
    parseConfig({
      ...Object.fromEntries(stopgaps),
      TWILIO_API_SECRET: DIGITS,
      STUDIO_FLOWS: further.join(','),
      ...Object.fromEntries(known),
    });
    return [];
  } catch (error) {
    const message = (error as Error).message.replace(/^The Functions are not configured: /, '');
    return [{ name: 'variables together', state: 'wrong', message, required: true }];
  }
}
