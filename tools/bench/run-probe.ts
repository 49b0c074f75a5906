import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { PROJECT_FOLDER } from '../project-folder';
import type { EndpointRequest } from './endpoint-requests';
import type { Rig } from './rig';
import type { TimedRequest } from './upstream-clock';

/** What probe.ts reads. */
export interface ProbeOrder {
  bundle: string;
  context: Record<string, string>;
  /** As the platform hands them to the handler, one request after another. */
  events: object[];
  preload: string;
  responseModule: string;
  resultFile: string;
}

/** A Function of dist/functions, or of an absolute path, and the URL at which it is served. */
export type Probed = Pick<EndpointRequest, 'route' | 'bundle' | 'signed'>;

export interface ProbeResult {
  /** Milliseconds of `require`. */
  load: number;
  requests: TimedRequest[];
}

/** Loads a bundle in a new node process, without tsx or anything else, and calls its handler with each of the requests. */
export class Probe {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'bench-'));

  static async prepare(): Promise<Probe> {
    const probe = new Probe();
    await build({
      entryPoints: [path.join(__dirname, 'probe.ts')],
      outfile: path.join(probe.#folder, 'probe.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
    });
    writeFileSync(path.join(probe.#folder, 'empty.js'), 'exports.handler = () => undefined;\n');
    return probe;
  }

  /** A Function that does nothing. */
  loadEmpty(): Promise<ProbeResult> {
    return this.#run({ bundle: path.join(this.#folder, 'empty.js'), context: {}, events: [] }, 0);
  }

  load(bundle: string): Promise<ProbeResult> {
    return this.#run({ bundle: bundlePath(bundle), context: {}, events: [] }, 0);
  }

  call(rig: Rig, request: Probed, fields: Record<string, string>[]): Promise<ProbeResult> {
    const headers = request.signed
      ? { 'content-type': 'application/x-www-form-urlencoded' }
      : { 'content-type': 'application/json', origin: rig.ours.url };
    const events = fields.map((own) => ({ request: { headers, cookies: {} }, ...own }));
    const context = { ...rig.environment, DOMAIN_NAME: new URL(rig.ours.url).host, PATH: request.route };
    return this.#run({ bundle: bundlePath(request.bundle), context, events }, rig.twilio.port);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(work: Pick<ProbeOrder, 'bundle' | 'context' | 'events'>, twilioPort: number): Promise<ProbeResult> {
    const orderFile = path.join(this.#folder, 'order.json');
    const resultFile = path.join(this.#folder, 'result.json');
    const order: ProbeOrder = {
      ...work,
      preload: path.join(PROJECT_FOLDER, 'local-twilio', 'src', 'preload.cjs'),
      // The package's exports hide this file.
      responseModule: path.join(
        PROJECT_FOLDER,
        'node_modules/@twilio/runtime-handler/dist/dev-runtime/internal/response',
      ),
      resultFile,
    };
    writeFileSync(orderFile, JSON.stringify(order));
    const child = spawn(process.execPath, [path.join(this.#folder, 'probe.js'), orderFile], {
      env: { ...process.env, NODE_OPTIONS: '', TWILIO_LOCAL_PORT: String(twilioPort) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`The probe of ${path.basename(work.bundle)} ended with ${code}`);
    return JSON.parse(readFileSync(resultFile, 'utf8')) as ProbeResult;
  }
}

const bundlePath = (bundle: string) => path.resolve(PROJECT_FOLDER, 'dist', 'functions', bundle);
