import { badRequest, TwilioError } from '../http/errors';
import type { FileKind, Visibility } from './resources';

export interface Upload {
  path: string;
  visibility: Visibility;
  content: Buffer;
}

const VISIBILITIES: readonly string[] = ['public', 'protected', 'private'];
/** As @twilio-labs/serverless-api checks it before it uploads. */
const FORBIDDEN = /[;,?:@+&$()' "#]/;
const MEGABYTE = 1024 * 1024;

/** What comes with the form `Path`, `Visibility`, `Content` of a new version. Throws TwilioError 400 or 413. */
export function checkUpload(kind: FileKind, path: string, visibility: string, content: Buffer | undefined): Upload {
  if (!path.startsWith('/') || FORBIDDEN.test(path) || path.length >= 256) {
    throw badRequest(20001, `Invalid parameter Path: ${path}`);
  }
  if (!isVisibility(visibility)) throw badRequest(20001, `Invalid parameter Visibility: ${visibility}`);
  if (!content || content.length === 0) throw badRequest(20001, 'Missing required parameter Content in the post body');
  const limit = largest(kind, visibility);
  if (content.length > limit) {
    throw new TwilioError(413, 20001, `Content of ${path} is too large: ${content.length} bytes, at most ${limit}`);
  }
  return { path, visibility, content };
}

const isVisibility = (text: string): text is Visibility => VISIBILITIES.includes(text);

/** Table of limits at https://www.twilio.com/docs/runtime/functions-assets-api; that of a Function is our reading. */
function largest(kind: FileKind, visibility: Visibility): number {
  if (kind === 'function') return MEGABYTE;
  return (visibility === 'private' ? 10 : 25) * MEGABYTE;
}
