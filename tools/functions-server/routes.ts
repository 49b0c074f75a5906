import path from 'node:path';
import { listFiles } from '../build/list-files';

export type Access = 'public' | 'protected' | 'private';

/** A file of dist/ and the URL that it answers, as runtime-handler wants to have it. */
export interface ServedFile {
  /** As in the URL: `/studio/handoff-begin`. */
  path: string;
  access: Access;
  name: string;
  filePath: string;
  content: string;
}

/** The toolkit's rule: the suffix of a name decides who may call it, and a Function loses its extension. */
export function listRoutes(folder: string, extension?: '.js'): ServedFile[] {
  return listFiles(folder)
    .filter((file) => !extension || file.endsWith(extension))
    .map((file) => {
      const access = accessOf(file);
      const url = file.replace(new RegExp(`\\.${access}(?=\\.[^./]+$)`), '');
      return {
        path: `/${extension ? url.slice(0, -extension.length) : url}`,
        access,
        name: file,
        filePath: path.join(folder, file),
        content: '',
      };
    });
}

function accessOf(file: string): Access {
  const suffix = /\.(protected|private)\.[^./]+$/.exec(file)?.[1];
  return suffix === 'protected' || suffix === 'private' ? suffix : 'public';
}
