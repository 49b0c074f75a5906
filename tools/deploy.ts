import { parseArgs } from 'node:util';
import { CommandError } from './command-error';
import { terminalConsent } from './consent';
import { deploy } from './deploy/deploy';
import { readEnvironment } from './environments/environment';
import { runCommand } from './run-command';

const USAGE = `npm run deploy [-- OPTIONS]

  Checks the account, tests the flows, uploads Functions and assets, publishes the flows that changed, and asks the
  deployed Functions whether all is well. It can be run again at any time, also after a failure: what is done stays done.

  --env NAME         the environment: its values are in .env.NAME, its Functions at …-NAME.twil.io; .env and dev when
                     absent; production has no suffix
  --dry-run          says what it would do, and changes nothing
  --yes              makes what is missing in the account without asking
  --event-callback   sets the workspace's event callback without asking, also over one of another program
  --force            publishes flows over edits that were made in the console
  --local            deploys to a local Twilio that is as new as a Flex account on its first day, and runs the chat there`;

const OPTIONS = {
  env: { type: 'string' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  'event-callback': { type: 'boolean' },
  force: { type: 'boolean' },
  local: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

function readOptions(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new CommandError(`${(error as Error).message.split('. ')[0]}\n\n${USAGE}`);
  }
}

async function main(args: string[]): Promise<number | undefined> {
  const options = readOptions(args);
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const say = (line: string) => console.log(line);
  if (options.local) {
    if (options.env) throw new CommandError('--local has an account of its own: leave --env out');
    const { deployLocally } = await import('./deploy/deploy-locally');
    await deployLocally({ dryRun: options['dry-run'], say });
    return undefined;
  }
  await deploy({
    environment: readEnvironment({ env: options.env }),
    dryRun: options['dry-run'],
    force: options.force,
    consent: terminalConsent({ yes: options.yes }),
    eventCallbackConsent: terminalConsent({ yes: options['event-callback'] }),
    say,
  });
  return 0;
}

runCommand(() => main(process.argv.slice(2)));
