import { TwilioError } from '../http/errors';

/** The version of a resource as its ETag header says it. */
export const etag = (version: number) => `"${version}"`;

/** Answers 412 when If-Match names another version than the present one. */
export function checkVersion(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined) return;
  const given = ifMatch.replace(/^W\//, '').replace(/^"|"$/g, '');
  if (given !== String(version)) {
    throw new TwilioError(412, 20412, `The resource has changed: If-Match ${ifMatch}, version ${version}`);
  }
}
