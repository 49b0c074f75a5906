import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildIfStale } from '../build';
import { listFiles } from '../build/list-files';
import { PROJECT_FOLDER } from '../project-folder';
import { bytes, table } from './markdown';
import type { Part } from './part';

const KB = 1024;
const LIMIT = 60 * KB;
/** The Access Token classes are bundled: reading them from node_modules would take longer. */
const LIMIT_WITH_TOKENS = 130 * KB;

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
        const mintsTokens = contents.includes('twilio-fpa');
        return { file, size: contents.length, zipped: gzipSync(contents).length, mintsTokens };
      });
    const target = (what: string, limit: number, ofThem: typeof bundles) => {
      const largest = ofThem.reduce((one, other) => (other.size > one.size ? other : one));
      return {
        what: `${what}: the largest, \`${largest.file}\``,
        target: `≤ ${limit / KB} KB`,
        measured: `${(largest.size / KB).toFixed(1)} KB`,
        met: largest.size <= limit,
      };
    };
    return {
      targets: [
        target(
          'Bundle of a Function',
          LIMIT,
          bundles.filter(({ mintsTokens }) => !mintsTokens),
        ),
        target(
          'Bundle that mints Access Tokens',
          LIMIT_WITH_TOKENS,
          bundles.filter(({ mintsTokens }) => mintsTokens),
        ),
      ],
      details: `Every file of dist/functions, minified, as it is deployed; 1 KB is 1,024 bytes. \`twilio\` itself is not in them: Twilio installs it.

${table(
  ['file', 'bytes', 'gzip', 'mints Access Tokens'],
  bundles.map(({ file, size, zipped, mintsTokens }) => [
    `\`${file}\``,
    bytes(size),
    bytes(zipped),
    mintsTokens ? 'yes' : 'no',
  ]),
)}`,
    };
  },
};
