import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import * as v from 'valibot';
import { twilioPort } from '../../../local-twilio/src/preload.cjs';
import { CommandError } from '../../command-error';
import type { Environment } from '../../environments/environment';
import { onInterrupt } from './on-interrupt';
import type { ServerlessDeployment } from './serverless-deployment';
import { type RefusedRequest, uploadProblem } from './upload-problem';

export interface RunToolkitOptions {
  projectFolder: string;
  /** After `twilio-run deploy`. */
  args: string[];
  environment: Pick<Environment, 'values'>;
  env: Record<string, string>;
  say: (line: string) => void;
}

const TOOLKIT = path.join(path.dirname(require.resolve('twilio-run/package.json')), 'bin', 'twilio-run.js');
const REPORT = path.join(__dirname, 'report.cjs');
const PRELOAD = require.resolve('../../../local-twilio/src/preload.cjs');

const Resource = v.object({ path: v.string() });
const Result = v.object({
  serviceSid: v.string(),
  environmentSid: v.string(),
  buildSid: v.string(),
  domain: v.string(),
  functions: v.array(Resource),
  assets: v.array(Resource),
});

/** Runs `twilio-run deploy` to its end. @throws CommandError that says what to mend */
export async function runToolkit(options: RunToolkitOptions): Promise<ServerlessDeployment> {
  const { projectFolder, args, environment, say } = options;
  const child = spawn(process.execPath, [...preloads(), TOOLKIT, 'deploy', ...args], {
    cwd: projectFolder,
    env: toolkitEnvironment(options.env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { status, stdout, stderr, refused } = await follow(child, say);
  if (status === 0) return readResult(stdout);
  if (refused) throw uploadProblem(refused, environment);
  if (/^failed$/m.test(stderr)) {
    throw new CommandError(
      'Twilio could not build it, most often since a dependency could not be installed. The Functions that were live are live still.',
    );
  }
  throw new CommandError(lastWords(stderr) || `The toolkit ended with status ${status}`);
}

/** Where this process's Twilio is, the child's is too. */
function preloads(): string[] {
  return ['--require', REPORT, ...(twilioPort() ? ['--require', PRELOAD] : [])];
}

function toolkitEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  const { HTTP_PROXY, ...others } = process.env;
  const port = twilioPort();
  const given = port ? { ...others, TWILIO_LOCAL_PORT: String(port) } : process.env;
  return { ...given, ...more, FORCE_COLOR: '0', NODE_NO_WARNINGS: '1' };
}

interface Report {
  progress?: string;
  problem?: RefusedRequest;
}

async function follow(child: ChildProcess, say: (line: string) => void) {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      output[name] += chunk.toString('utf8');
    });
  }
  let said = '';
  let refused: RefusedRequest | undefined;
  child.on('message', ({ progress, problem }: Report) => {
    refused ??= problem;
    if (progress === undefined || progress === said) return;
    said = progress;
    say(progress);
  });
  // Who interrupts this process alone means the upload too.
  const callOff = onInterrupt(() => child.kill());
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(callOff);
  return { status, refused, ...output };
}

function readResult(stdout: string): ServerlessDeployment {
  const start = stdout.indexOf('{');
  const { functions, assets, ...sids } = v.parse(Result, JSON.parse(stdout.slice(start)));
  return { ...sids, functions: functions.length, assets: assets.length };
}

/** Our own check speaks before the toolkit does, which adds only that it failed. */
function lastWords(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => !/the reason stands above|^│?\s*(ERROR)?\s*$/.test(line))
    .join('\n')
    .trim();
}
