import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

const DeployInfo = v.record(v.string(), v.object({ serviceSid: v.string(), latestBuild: v.string() }));
type DeployInfo = v.InferOutput<typeof DeployInfo>;

/**
 * .twiliodeployinfo, in which the toolkit keeps the service of each account. It believes what stands there, also when
 * the service is gone.
 */
export class DeployInfoFile {
  readonly #file: string;

  constructor(projectFolder: string) {
    this.#file = path.join(projectFolder, '.twiliodeployinfo');
  }

  serviceOf(accountSid: string): string | undefined {
    const info = this.#read();
    return (info[keyOf(accountSid)] ?? info[accountSid])?.serviceSid;
  }

  remember(accountSid: string, service: { serviceSid: string; latestBuild: string }): void {
    this.#write({ ...this.#without(accountSid), [keyOf(accountSid)]: service });
  }

  /** The other accounts stay. */
  forget(accountSid: string): void {
    if (this.serviceOf(accountSid)) this.#write(this.#without(accountSid));
  }

  #without(accountSid: string): DeployInfo {
    const { [keyOf(accountSid)]: _, [accountSid]: __, ...others } = this.#read();
    return others;
  }

  /** Who cannot be read is taken for empty, as the toolkit does. */
  #read(): DeployInfo {
    if (!existsSync(this.#file)) return {};
    try {
      const read = v.safeParse(DeployInfo, JSON.parse(readFileSync(this.#file, 'utf8')));
      return read.success ? read.output : {};
    } catch {
      return {};
    }
  }

  #write(info: DeployInfo): void {
    writeFileSync(this.#file, JSON.stringify(info, null, '\t'));
  }
}

/** As the toolkit writes it when no region was named. */
const keyOf = (accountSid: string) => `${accountSid}:us1`;
