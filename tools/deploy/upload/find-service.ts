import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Twilio } from 'twilio';
import { listFiles } from '../../build/list-files';
import { CommandError } from '../../command-error';

/**
 * The Serverless service of this project, by the name in package.json; undefined before the first deployment.
 *
 * @throws CommandError when another project's service has the name
 */
export async function findService(
  client: Twilio,
  projectFolder: string,
  remembered: string | undefined,
): Promise<string | undefined> {
  const { name } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as { name: string };
  const services = await client.serverless.v1.services.list();
  const service = services.find(({ uniqueName }) => uniqueName === name);
  if (!service || service.sid === remembered) return service?.sid;
  const theirs = await client.serverless.v1.services(service.sid).functions.list();
  const ours = new Set(listFiles(path.join(projectFolder, 'src', 'functions')).map(urlOf));
  // A deployment that was cut short has made the service, and perhaps nothing in it.
  if (theirs.length === 0 || theirs.some(({ friendlyName }) => ours.has(friendlyName))) return service.sid;
  throw new CommandError(
    `The account has a Serverless service ${name} (${service.sid}) with Functions of another project. Give this project another "name" in package.json, and the same in studio-flows/names.json; or remove that service.`,
  );
}

/** Of a source file: dist/ may not be built yet. */
const urlOf = (file: string) => `/${file.replace(/(\.protected|\.private)?\.ts$/, '')}`;
