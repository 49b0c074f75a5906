import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import Twilio from 'twilio/lib/rest/Twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { signature } from '../../local-twilio/src/webhooks/signature';
import { buildIfStale } from '../build';
import { bundleFunctions } from '../build/function-bundles';
import { writeChangedFiles } from '../build/write-changed-files';
import { functionsEnvironment } from '../functions-environment';
import { type FunctionsServer, type FunctionsSettings, startFunctionsServer } from '../functions-server';
import { PROJECT_FOLDER } from '../project-folder';
import { LocalTwilioProcess } from './local-twilio-process';

/** Where the Functions of the other ways are built to; inside the project, so that they find `twilio` as ours do. */
export const OTHERS_FOLDER = path.join(PROJECT_FOLDER, 'dist', '.bench');

const VIDEO_SDK = path.join(PROJECT_FOLDER, 'node_modules', 'twilio-video', 'dist', 'twilio-video.min.js');

/** A local Twilio in a process of its own, and in this process our Functions and those of the other ways. */
export class Rig {
  private constructor(
    readonly twilio: LocalTwilioProcess,
    readonly ours: FunctionsServer,
    readonly others: FunctionsServer,
    /** What the Functions find in `context`. */
    readonly environment: Record<string, string>,
  ) {}

  static async start(): Promise<Rig> {
    await buildIfStale();
    const others = await bundleFunctions(path.join(__dirname, 'other-ways', 'functions'), {});
    writeChangedFiles(path.join(OTHERS_FOLDER, 'functions'), others);
    writeChangedFiles(path.join(OTHERS_FOLDER, 'assets'), await otherPages());
    const started: { stop(): Promise<void> }[] = [];
    try {
      let settings: FunctionsSettings | undefined;
      let twilio: LocalTwilioProcess | undefined;
      const log = () => undefined;
      const ours = await startFunctionsServer({
        log,
        settings: async (url) => {
          twilio = await LocalTwilioProcess.start(url);
          started.push(twilio);
          const { account, flows, port, url: desktop } = twilio;
          const environment = { ...functionsEnvironment(account, flows, url, desktop), NEW_CHATS_PER_MINUTE: '999999' };
          settings = { environment, authToken: account.authToken, twilioPort: port };
          return settings;
        },
      });
      started.push(ours);
      if (!twilio || !settings) throw new Error('The Functions started without a local Twilio');
      const same = settings;
      const otherServer = await startFunctionsServer({ log, settings: () => same, distFolder: OTHERS_FOLDER });
      return new Rig(twilio, ours, otherServer, settings.environment);
    } catch (error) {
      await Promise.all(started.map((server) => server.stop()));
      throw error;
    }
  }

  /**
   * As a page does.
   *
   * @param origin the page's; that of our Functions when absent
   * @throws Error on any answer but 200
   */
  async post<Body>(
    server: FunctionsServer,
    route: string,
    fields: object,
    origin: string = this.ours.url,
  ): Promise<Body> {
    return answerOf(
      await fetch(server.url + route, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify(fields),
      }),
    );
  }

  /** Something done by REST, with the real helper library. */
  onAccount<Result>(work: (client: Twilio) => Promise<Result>): Promise<Result> {
    const { accountSid, apiKey, apiSecret } = this.twilio.account;
    return runWithTwilioPort(this.twilio.port, () => work(new Twilio(apiKey, apiSecret, { accountSid })));
  }

  /** As Twilio calls a protected Function. @throws Error on any answer but 200 */
  async postSigned<Body>(route: string, fields: Record<string, string>): Promise<Body> {
    const signed = `https://${new URL(this.ours.url).host}${route}`;
    return answerOf(
      await fetch(this.ours.url + route, {
        method: 'POST',
        headers: { 'x-twilio-signature': signature(this.twilio.account.authToken, signed, fields) },
        body: new URLSearchParams(fields),
      }),
    );
  }

  async stop(): Promise<void> {
    await this.ours.stop();
    await this.others.stop();
    await this.twilio.stop();
  }
}

/** Runs `work` on a rig of its own. */
export async function withRig<Result>(work: (rig: Rig) => Promise<Result>): Promise<Result> {
  const rig = await Rig.start();
  try {
    return await work(rig);
  } finally {
    await rig.stop();
  }
}

async function answerOf<Body>(response: Response): Promise<Body> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${new URL(response.url).pathname}: ${response.status} ${text}`);
  return JSON.parse(text) as Body;
}

/**
 * The page of Twilio's guide, with the SDK in its script, and the same with the script loaded late; and a call by the
 * Video SDK alone, in both ways, with the file that Twilio has minified itself.
 */
async function otherPages() {
  const folder = path.join(__dirname, 'other-ways', 'page');
  const { outputFiles } = await build({
    entryPoints: ['guide.ts', 'bare-call.ts'].map((script) => path.join(folder, script)),
    outdir: folder,
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return [
    ...['guide.html', 'guide-late.html', 'bare-call.html', 'bare-call-late.html'].map((page) => ({
      path: page,
      contents: readFileSync(path.join(folder, page)),
    })),
    ...outputFiles.map((script) => ({ path: path.basename(script.path), contents: script.contents })),
    { path: path.basename(VIDEO_SDK), contents: readFileSync(VIDEO_SDK) },
  ];
}
