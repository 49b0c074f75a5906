import { randomBytes } from 'node:crypto';
import { twilioPort } from '../../local-twilio/src/preload.cjs';
import { confirmAccount } from '../confirm-account';
import { readEnvironment } from '../environments/environment';
import { type FunctionsServer, type FunctionsServerOptions, startFunctionsServer } from '../functions-server';
import { accountFunctionsEnvironment, examineAccount } from './account-environment';
import type { AccountFlags } from './account-flags';
import { accountNotice, reachNotice } from './account-notice';

export interface StartOnAccount {
  flags: AccountFlags;
  /** Builds what is to run; called when the account has been confirmed. */
  build: () => Promise<unknown>;
  /** Starts a server where a port is free. */
  listen: (start: (port: number) => Promise<FunctionsServer>) => Promise<FunctionsServer>;
  log: FunctionsServerOptions['log'];
  say: (line: string) => void;
  print: (line: string) => void;
}

/**
 * Runs the Functions on this machine with a real account: no local Twilio, nothing redirected, signatures and origins
 * checked as ever.
 *
 * @throws CommandError when the environment is not complete, or the account was not confirmed
 */
export async function startOnAccount(options: StartOnAccount): Promise<FunctionsServer> {
  const { flags, build, listen, log, say, print } = options;
  const environment = readEnvironment({ env: flags.env });
  const account = await examineAccount(environment);
  print(accountNotice(account, environment.name));
  await confirmAccount({ accountSid: account.accountSid, yes: flags.yes });
  await build();
  const functions = await listen((port) =>
    startFunctionsServer({
      port,
      log,
      say,
      settings: (url) => ({
        environment: accountFunctionsEnvironment(environment, url),
        // Without the token nobody can sign: what Twilio alone may call stays shut.
        authToken: environment.values.AUTH_TOKEN ?? randomBytes(32).toString('hex'),
        // 0 but for a process that was sent to a local Twilio from outside.
        twilioPort: twilioPort(),
        pagesReachTwilio: true,
        ...(account.deployedDomain !== undefined && { domainName: account.deployedDomain }),
      }),
    }),
  );
  print('');
  print(reachNotice(account));
  print('');
  return functions;
}
