import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import twilio, { type Twilio } from 'twilio';
import { type LocalTwilio, startLocalTwilio } from '../../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../../local-twilio/src/preload.cjs';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { checkRequests } from '../../../test/testing/openapi';
import type { Environment } from '../../environments/environment';
import { FLOWS_FOLDER } from '../account/flow-files';
import type { FlowsContext } from '../account/flows-context';
import { recordVersion, type VersionPart } from '../record-version';

const FUNCTIONS = [
  ...['/studio/handoff-begin', '/studio/handoff-opened', '/studio/handoff-failed'],
  ...['/agent-handoff', '/studio/call-back', '/relay-twiml'],
];
export const COMMIT = `abcdef0${'1'.repeat(33)}`;

/** A local Twilio with deployed Functions and no flows, and a folder of flow files to publish from. */
export class FlowsAccount {
  readonly said: string[] = [];
  readonly folder = mkdtempSync(path.join(tmpdir(), 'studio-flows-'));

  private constructor(readonly twilio: LocalTwilio) {
    for (const file of ['chat-to-flex.json', 'names.json', 'manifest.json']) {
      cpSync(path.join(FLOWS_FOLDER, file), path.join(this.folder, file));
    }
  }

  /** @param suffixes of the environments that the Functions were deployed to */
  static async start(suffixes = ['dev']): Promise<FlowsAccount> {
    const account = new FlowsAccount(await startLocalTwilio());
    await account.rest(async (client) => {
      const service = await client.serverless.v1.services.create({
        uniqueName: 'flex-handoff',
        friendlyName: 'flex-handoff',
      });
      const { environments, functions } = client.serverless.v1.services(service.sid);
      for (const domainSuffix of suffixes) {
        await environments.create({ uniqueName: `${domainSuffix}-environment`, domainSuffix });
      }
      for (const friendlyName of FUNCTIONS) await functions.create({ friendlyName });
    });
    return account;
  }

  /** Ends it; throws when some of the traffic does not fit Twilio's OpenAPI. */
  async stop(): Promise<void> {
    this.twilio.mend();
    await this.twilio.stop();
    rmSync(this.folder, { recursive: true });
    const problems = checkRequests(this.twilio.requests.all()).filter(
      (line) => !line.includes('The local Twilio failed'),
    );
    if (problems.length > 0) throw new Error(`Not as in Twilio's OpenAPI:\n${problems.join('\n')}`);
  }

  /** The real helper library, which reaches this account. */
  rest<Result>(work: (client: Twilio) => Promise<Result>): Promise<Result> {
    const { apiKey, apiSecret, accountSid } = this.twilio.account;
    return runWithTwilioPort(this.twilio.port, () => work(twilio(apiKey, apiSecret, { accountSid })));
  }

  /** One of the exported functions, as `npm run deploy` calls it. */
  run<Result>(
    work: (context: FlowsContext) => Promise<Result>,
    { domainSuffix = 'dev', values = {} }: Partial<Pick<Environment, 'domainSuffix' | 'values'>> = {},
  ): Promise<Result> {
    const { accountSid, workspaceSid } = this.twilio.account;
    const environment = { name: 'dev', file: '.env', domainSuffix, values: { ACCOUNT_SID: accountSid, ...values } };
    return this.rest((client) => work({ client, environment, folder: this.folder, commit: COMMIT, workspaceSid }));
  }

  say = (line: string): void => void this.said.push(line);

  read(name = 'chat-to-flex'): FlowDefinition {
    return JSON.parse(this.text(name)) as FlowDefinition;
  }

  text(name = 'chat-to-flex'): string {
    return readFileSync(path.join(this.folder, `${name}.json`), 'utf8');
  }

  write(name: string, value: unknown): void {
    writeFileSync(path.join(this.folder, `${name}.json`), `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Changes what the customer reads, and raises the version. */
  edit(text: string, part?: VersionPart): void {
    this.write('chat-to-flex', withGoodbye(this.read(), text));
    if (part) recordVersion(this.folder, 'chat-to-flex', part);
  }

  /** What somebody does who edits the live flow in the console, saves and publishes it. */
  async editInConsole(change: (definition: FlowDefinition) => FlowDefinition, message?: string): Promise<number> {
    return this.rest(async (client) => {
      const [flow] = await client.studio.v2.flows.list();
      if (!flow) throw new Error('There is no flow');
      const { definition } = await client.studio.v2.flows(flow.sid).fetch();
      const saved = await client.studio.v2
        .flows(flow.sid)
        .update({ status: 'published', definition: change(definition), commitMessage: message });
      return saved.revision;
    });
  }
}

/** The flow with another text for when nobody can be reached. */
export function withGoodbye(definition: FlowDefinition, text: string): FlowDefinition {
  const states = definition.states.map((state) =>
    state.name === 'say_sorry' ? { ...state, properties: { ...state.properties, body: text } } : state,
  );
  return { ...definition, states };
}
