import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildIfStale } from '../build';
import { listFiles } from '../build/list-files';
import { PROJECT_FOLDER } from '../project-folder';
import { bytes, table } from './markdown';
import type { Part } from './part';

const KB = 1024;
/** Loads in about 8 ms, of the 30 that loading a Function may take. */
const LIMIT = 100 * KB;

/** What Twilio has to read before a Function can answer for the first time. */
export const bundleSizes: Part = {
  name: 'bundle-sizes',
  title: 'Bytes of each Function',
  measure: async () => {
    await buildIfStale();
    const folder = path.join(PROJECT_FOLDER, 'dist', 'functions');
    const bundles = listFiles(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => {
        const contents = readFileSync(path.join(folder, file));
        return { file, size: contents.length, zipped: gzipSync(contents).length };
      });
    const largest = bundles.reduce((one, other) => (other.size > one.size ? other : one));
    return {
      targets: [
        {
          what: `Bundle of a Function: the largest, \`${largest.file}\``,
          target: `≤ ${LIMIT / KB} KB`,
          measured: `${(largest.size / KB).toFixed(1)} KB`,
          met: largest.size <= LIMIT,
        },
      ],
      details: `Every file of dist/functions, minified, as it is deployed; 1 KB is 1,024 bytes. \`twilio\` itself is not in them: Twilio installs it.

${table(
  ['file', 'bytes', 'gzip'],
  bundles.map(({ file, size, zipped }) => [`\`${file}\``, bytes(size), bytes(zipped)]),
)}`,
    };
  },
};
