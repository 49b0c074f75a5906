import { parseArgs } from 'node:util';
import { describeStatus } from './account/describe-status';
import type { FlowStatus } from './account/flow-status';
import { flowsStatus } from './account/flows-account';
import { ACCOUNT_OPTIONS, ACCOUNT_USAGE, type AccountChoice, withAccount } from './account/with-account';
import { readArguments } from './read-arguments';

const USAGE = `npm run flows -- status [--brief] [--env NAME] [--local PORT]

  How each flow differs from what is published. Exits with 0 when none does, else with 1.

  --brief       a line for each flow that differs, and the command that publishes them; always exits with 0
${ACCOUNT_USAGE}`;

/** `npm run flows -- status` */
export async function run(args: string[]): Promise<number | undefined> {
  const parsed = readArguments(USAGE, { from: 0, to: 0 }, () =>
    parseArgs({ args, allowPositionals: true, options: { ...ACCOUNT_OPTIONS, brief: { type: 'boolean' } } }),
  );
  if (typeof parsed === 'number') return parsed;
  if (parsed.values.brief) return brief(parsed.values);
  const flows = await withAccount(parsed.values, flowsStatus);
  console.log(flows.map(describeStatus).join('\n'));
  return flows.every(isSame) ? 0 : 1;
}

/** The end of a deployment, which went well whatever the flows are like. */
async function brief(choice: AccountChoice): Promise<number> {
  try {
    const flows = await withAccount(choice, flowsStatus);
    const different = flows.filter((flow) => !isSame(flow));
    if (different.length === 0) console.log('Studio flows: all is published.');
    else {
      const lines = different.map(({ name, state, version }) => `  ${name} ${version ?? ''}: ${state}`);
      console.log(
        `Studio flows that differ from what is published:\n${lines.join('\n')}\nTo publish: ${command(choice)}`,
      );
    }
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    console.log(`Studio flows: the account could not be asked (${reason})`);
  }
  return 0;
}

const isSame = ({ state }: FlowStatus) => state === 'same' || state === 'only by name';

function command({ env, local }: AccountChoice): string {
  const flags = [...(env ? [`--env ${env}`] : []), ...(local ? [`--local ${local}`] : [])];
  return ['npm run flows -- publish', ...flags].join(' ');
}
