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
  const messages = [...refusedByFunctions(values), ...relayHalves(values)];
  if (messages.length === 0) return [];
  return [{ name: 'variables together', state: 'wrong', message: messages.join(' '), required: true }];
}

/** The Functions go on without a bot; nobody sets one of the two for that. */
function relayHalves({ RELAY_URL, RELAY_SECRET }: Environment['values']): string[] {
  const message =
    'Set RELAY_URL and RELAY_SECRET together, or neither of them: until then calls go to agents without a bot.';
  return Boolean(RELAY_URL) === Boolean(RELAY_SECRET) ? [] : [message];
}

function refusedByFunctions(values: Environment['values']): string[] {
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
    return [(error as Error).message.replace(/^The Functions are not configured: /, '')];
  }
}
