import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Twilio } from 'twilio';
import * as v from 'valibot';
import { VARIABLES } from '../../src/lib/config';
import { listFiles } from '../build/list-files';
import type { Environment } from '../environments/environment';
import { orNotFound } from '../flows/account/or-not-found';

const Deployment = v.object({
  /** Of what was uploaded: files, variables, dependencies. */
  contentHash: v.string(),
  /** Git commit that /version tells. */
  commit: v.string(),
  serviceSid: v.string(),
  environmentSid: v.string(),
  buildSid: v.string(),
  /** Without scheme. */
  domain: v.string(),
});

/** What was uploaded last for an environment, from this checkout. */
export type Deployment = v.InferOutput<typeof Deployment>;

/** Told anew by every build. */
const TELLS_BUILD_TIME = 'functions/version.js';

/** Equal for two builds of the same sources with the same variables and dependencies. */
export function contentHash(projectFolder: string, commit: string, { values }: Pick<Environment, 'values'>): string {
  const hash = createHash('sha256').update(commit);
  for (const folder of ['functions', 'assets']) {
    const root = path.join(projectFolder, 'dist', folder);
    for (const file of listFiles(root).sort()) {
      const name = `${folder}/${file}`;
      if (name !== TELLS_BUILD_TIME) hash.update(`\0${name}\0`).update(readFileSync(path.join(root, file)));
    }
  }
  const { dependencies } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  const variables = Object.keys(VARIABLES).map((name) => [name, values[name] ?? '']);
  return hash.update(JSON.stringify([dependencies, variables])).digest('hex');
}

export function readDeployment(
  folder: string,
  environment: Pick<Environment, 'name' | 'values'>,
): Deployment | undefined {
  const file = fileOf(folder, environment);
  if (!existsSync(file)) return undefined;
  try {
    const read = v.safeParse(Deployment, JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? read.output : undefined;
  } catch {
    return undefined; // Cut short while it was written: what it says is lost, and the next deployment writes it anew.
  }
}

export function writeDeployment(
  folder: string,
  environment: Pick<Environment, 'name' | 'values'>,
  deployment: Deployment,
): void {
  const file = fileOf(folder, environment);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(deployment, null, 2)}\n`);
}

/** Nobody has activated another build, nor removed the service, since. */
export async function isActive(client: Twilio, { serviceSid, environmentSid, buildSid }: Deployment): Promise<boolean> {
  const asked = client.serverless.v1.services(serviceSid).environments(environmentSid).fetch();
  return (await orNotFound(asked))?.buildSid === buildSid;
}

const fileOf = (folder: string, { name, values }: Pick<Environment, 'name' | 'values'>) =>
  path.join(folder, `${values.ACCOUNT_SID}-${name}.json`);
