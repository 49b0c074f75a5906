import { type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type LocalTwilio, startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { listFiles } from '../build/list-files';
import { CommandError } from '../command-error';
import { PROJECT_FOLDER } from '../project-folder';
import { readEnvFile } from '../read-env-file';
import { runCommand } from '../run-command';

const USAGE = `npx tsx tools/deploy/try-cli.ts FOLDER

  Installs the Twilio CLI in FOLDER, which is outside of the checkout, and runs \`twilio serverless:deploy\` without any
  flag in this checkout, against a local Twilio. It leaves the checkout as it was.`;

/** The CLI (120 MB) is no dependency of the project. */
const CLI = 'twilio-cli@6.2.4';
const PRELOAD = require.resolve('../../local-twilio/src/preload.cjs');

async function tryCli(folder: string): Promise<void> {
  installCli(folder);
  const deployInfo = path.join(PROJECT_FOLDER, '.twiliodeployinfo');
  const before = existsSync(deployInfo) ? readFileSync(deployInfo) : undefined;
  rmSync(deployInfo, { force: true });
  // The account that .env names, where there is one: the command refuses any other.
  const twilio = await startLocalTwilio({ seed: 'new-flex', environment: readEnvFile(undefined) });
  try {
    const status = await deploy(path.join(folder, 'node_modules', '.bin', 'twilio'), homeOfCli(folder), twilio);
    if (status !== 0) throw new CommandError(`twilio serverless:deploy ended with status ${status}`);
    checkDeployed(twilio);
  } finally {
    await twilio.stop();
    if (before) writeFileSync(deployInfo, before);
    else rmSync(deployInfo, { force: true });
  }
}

function installCli(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const options: ExecFileSyncOptions = { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' };
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', CLI], options);
}

/** `twilio plugins:link` writes the same: the plugin is the one of this checkout's lockfile. */
function homeOfCli(folder: string): string {
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const root = path.join(PROJECT_FOLDER, 'node_modules', '@twilio-labs', 'plugin-serverless');
  const plugins = [{ type: 'link', name: '@twilio-labs/plugin-serverless', root }];
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ private: true, oclif: { schema: 1, plugins } }));
  return home;
}

function deploy(cli: string, home: string, { port, account }: LocalTwilio): Promise<number | null> {
  const child = spawn(cli, ['serverless:deploy'], {
    cwd: PROJECT_FOLDER,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
      TWILIO_LOCAL_PORT: String(port),
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_API_KEY: account.apiKey,
      TWILIO_API_SECRET: account.apiSecret,
      TWILIO_DATA_DIR: home,
      TWILIO_CONFIG_DIR: home,
      TWILIO_CACHE_DIR: home,
      TWILIO_SKIP_NEW_VERSION_CHECK: 'true',
      TWILIO_DISABLE_AUTOUPDATE: '1',
    },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

function checkDeployed({ serverless }: LocalTwilio): void {
  const origins = Object.values(serverless.services()).flatMap(({ environments }) => Object.values(environments));
  const [deployed] = origins.map(({ origin }) => serverless.activeDeployment(new URL(origin).host));
  const built = listFiles(path.join(PROJECT_FOLDER, 'dist', 'functions')).length;
  if (deployed?.functions.length !== built) {
    throw new CommandError(`${built} Functions were built, and ${deployed?.functions.length ?? 0} are deployed`);
  }
  console.log(`The CLI deployed ${built} Functions and ${deployed.assets.length} assets to ${deployed.domainName}`);
}

const [folder] = process.argv.slice(2);
if (folder) {
  runCommand(async () => {
    await tryCli(path.resolve(folder));
    return 0;
  });
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
