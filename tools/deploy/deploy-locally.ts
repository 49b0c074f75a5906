import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type LocalTwilio, startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { setTwilioPort } from '../../local-twilio/src/preload.cjs';
import { SITES } from '../../src/sites/sites';
import { type Environment, readEnvironment } from '../environments/environment';
import type { FunctionsServer } from '../functions-server';
import type { FunctionLog } from '../functions-server/function-console';
import { PROJECT_FOLDER } from '../project-folder';
import { deploy } from './deploy';
import { serveDeployment } from './deployed-functions';

export interface LocalDeployment {
  twilio: LocalTwilio;
  functions: FunctionsServer | undefined;
  stop(): Promise<void>;
}

export interface DeployLocallyOptions {
  /** Of the Functions and of the local Twilio; the usual ones when absent, any when those are taken. */
  ports?: { functions: number; twilio: number };
  dryRun?: boolean;
  say: (line: string) => void;
}

const USUAL_PORTS = { functions: 3000, twilio: 3001 };

/**
 * Deploys to a local Twilio that has what a Flex account has on its first day, and serves what was deployed there. Runs
 * until it is stopped.
 */
export async function deployLocally({
  ports = USUAL_PORTS,
  dryRun,
  say,
}: DeployLocallyOptions): Promise<LocalDeployment> {
  const twilio = await startOn(ports.twilio, (port) => startLocalTwilio({ port, seed: 'new-flex', say }));
  let functions: FunctionsServer | undefined;
  const stop = async () => {
    await functions?.stop();
    await twilio.stop();
  };
  try {
    setTwilioPort(twilio.port);
    const environment = firstDay(twilio, ports.functions);
    const always = async () => true;
    await deploy({
      environment,
      dryRun,
      consent: always,
      eventCallbackConsent: always,
      say,
      onUploaded: async ({ domain }) => {
        functions = await startOn(ports.functions, (port) =>
          serveDeployment(twilio, domain, { port, say, log: problemsOnly(say) }),
        );
      },
    });
  } catch (error) {
    await stop();
    throw error;
  }
  if (functions) {
    say(`\nCustomer page  ${functions.url}/\nAgent desktop  ${twilio.url}/\nCtrl-C ends it all.`);
  } else await stop();
  return { twilio, functions, stop };
}

/** A line for each request is for Twilio's log. */
const problemsOnly =
  (say: (line: string) => void): FunctionLog =>
  (level, line) => {
    if (level === 'warn' || level === 'error') say(line);
  };

/** An environment on its first day: it has credentials alone. */
function firstDay({ account }: LocalTwilio, functionsPort: number): Environment {
  const folder = path.join(PROJECT_FOLDER, 'dist', 'local-deployment');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const origin = `http://127.0.0.1:${functionsPort}`;
  const values = {
    ACCOUNT_SID: account.accountSid,
    AUTH_TOKEN: account.authToken,
    TWILIO_API_KEY: account.apiKey,
    TWILIO_API_SECRET: account.apiSecret,
    ALLOWED_ORIGINS: origin,
    SITE_ORIGINS: SITES.map(({ name }) => `${name}=${origin}`).join(','),
  };
  const file = path.join(folder, '.env');
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return readEnvironment({ env: file, given: {} });
}

async function startOn<Server>(usual: number, start: (port: number) => Promise<Server>): Promise<Server> {
  try {
    return await start(usual);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return start(0);
  }
}
