const { execFileSync, spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const settings = {
  functionsFolder: 'dist/functions',
  assetsFolder: 'dist/assets',
  runtime: 'node22',
};

/** What was loaded in front of this process is for its children too. */
const preloads = process.execArgv.flatMap((word, index, words) =>
  word === '--require' || word === '-r' || word === '--import' ? [word, words[index + 1]] : [],
);

const typescript = (...args) => [...preloads, '--import', pathToFileURL(require.resolve('tsx')).href, ...args];

/** `twilio serverless:deploy` and `twilio-run deploy` read this file first; `start`, `list` and the others do, too. */
const isDeploy = process.argv.slice(2).some((word) => word === 'serverless:deploy' || word === 'deploy');

/** Whatever is deployed was built a moment ago. What fails throws, and nothing is deployed. */
function run(file, ...args) {
  try {
    return execFileSync(process.execPath, typescript(file, ...args), {
      cwd: __dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
  } catch {
    throw new Error(`${file} failed; the reason stands above.`);
  }
}

/** The toolkit asks here for settings of the account that it deploys to, before it does anything. */
const onlyAccount = (accountSid, source) =>
  new Proxy(
    {},
    {
      get: (_, asked) => {
        if (typeof asked !== 'string' || !asked.startsWith('AC') || asked.startsWith(accountSid)) return undefined;
        throw new Error(`${source} is for account ${accountSid}, but this would deploy to ${asked}.`);
      },
    },
  );

/** Which flows differ from what is published. It costs nothing when that cannot be asked. */
function tellFlows(environment) {
  const { TWILIO_ACCOUNT_SID } = process.env;
  const args = ['tools/flows.ts', 'status', '--brief', ...(environment ? ['--env', environment] : [])];
  const { stdout, status } = spawnSync(process.execPath, typescript(...args), {
    cwd: __dirname,
    env: { ...process.env, ...(TWILIO_ACCOUNT_SID && { ACCOUNT_SID: TWILIO_ACCOUNT_SID }) },
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: 20_000,
  });
  const told = status === null ? '' : (stdout ?? '').trim();
  process.stdout.write(`\n${told || 'Studio flows are published by: npm run flows -- publish'}\n`);
}

if (isDeploy) {
  const { variablesFile, source, accountSid, environment, serviceSid } = JSON.parse(
    run('tools/deploy/upload/prepare-upload.ts', ...process.argv.slice(2)),
  );
  const removeVariables = () => {
    if (variablesFile) rmSync(path.dirname(variablesFile), { recursive: true, force: true });
  };
  if (variablesFile) settings.env = variablesFile;
  if (serviceSid) settings.serviceSid = serviceSid;
  if (accountSid) settings.projects = onlyAccount(accountSid, source);
  // The file holds secrets, and an interrupted process has no `exit`.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      removeVariables();
      process.kill(process.pid, signal);
    });
  }
  process.on('exit', (status) => {
    removeVariables();
    if (status === 0 && !process.env.FLOWS_ARE_PUBLISHED_NEXT) tellFlows(environment);
  });
} else {
  run('tools/build.ts');
}

module.exports = settings;
