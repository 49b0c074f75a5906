import { runCommand } from './run-command';

const USAGE = `npm run flows -- VERB …

  Without an account
    lint [FILE…]        what Studio would not import, and what will hurt in production
    test [NAME…]        plays the scenarios beside the flows
    run NAME|FILE       talk to a flow in the terminal
    docs [--check]      draws the flows into studio-flows/README.md
    version NAME patch|minor|major, version --check
                        raises the version of a flow that changed

  Against an account (--env NAME, --local PORT)
    render              writes the flows with the account's SIDs to dist/studio-flows/
    status [--brief]    which flows differ from what is published
    diff NAME           how the file and what is published differ
    publish [NAME…]     publishes the flows that changed
    rollback NAME       publishes an earlier revision again
    pull NAME           brings an edit of the console into the file

  Each verb says more with --help.`;

/** One file a verb: tools/flows/VERB-command.ts. */
interface FlowsCommand {
  /** What is after the verb on the command line; gives the exit status. */
  run(args: string[]): Promise<number | undefined>;
}

/** Loaded when it is its turn: half of them need the helper library, which takes its time. */
const COMMANDS = new Map<string, () => Promise<FlowsCommand>>([
  ['lint', () => import('./flows/lint-command')],
  ['test', () => import('./flows/test-command')],
  ['run', () => import('./flows/run-command')],
  ['docs', () => import('./flows/docs-command')],
  ['version', () => import('./flows/version-command')],
  ['render', () => import('./flows/render-command')],
  ['status', () => import('./flows/status-command')],
  ['diff', () => import('./flows/diff-command')],
  ['publish', () => import('./flows/publish-command')],
  ['rollback', () => import('./flows/rollback-command')],
  ['pull', () => import('./flows/pull-command')],
]);

const [verb = '', ...args] = process.argv.slice(2);

runCommand(async () => {
  const load = COMMANDS.get(verb);
  if (!load) {
    const asked = verb === '--help' || verb === '-h' || verb === 'help';
    (asked ? console.log : console.error)(USAGE);
    return asked ? 0 : 2;
  }
  const command = await load();
  return command.run(args);
});
