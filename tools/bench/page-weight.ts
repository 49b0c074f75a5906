import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { buildIfStale } from '../build';
import { PROJECT_FOLDER } from '../project-folder';
import { bytes, table } from './markdown';
import type { Part } from './part';

const ASSETS = path.join(PROJECT_FOLDER, 'dist', 'assets');
const ENTRY = 'chat/chat.js';

/** What a page of a shop loads for the chat, before anybody opens it and after. */
export const pageWeight: Part = {
  name: 'page-weight',
  title: 'Page weight of the chat client',
  measure: async () => {
    await buildIfStale();
    const imports = await readImports();
    const before = reach([ENTRY], imports, ['import-statement']);
    const after = reach([ENTRY], imports, ['import-statement', 'dynamic-import']).filter(
      (file) => !before.includes(file),
    );
    const rows = [
      ...before.map((file) => row('before', file)),
      total('before', before),
      ...after.map((file) => row('after', file)),
      total('after', after),
    ];
    return {
      targets: [],
      details: `The scripts that \`<script type="module" src="/chat/chat.js">\` brings along, found by following the imports in dist/assets: static ones
load with the page (*before*), dynamic ones when a chat is opened or resumed (*after*).

${table(['opening the chat', 'file', 'bytes', 'gzip'], rows)}`,
    };
  },
};

type Imports = Metafile['inputs'];

async function readImports(): Promise<Imports> {
  const { metafile } = await build({
    entryPoints: [ENTRY],
    absWorkingDir: ASSETS,
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'none',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return metafile.inputs;
}

/** The files that are loaded when `files` are, in the order in which they are found. */
function reach(files: string[], imports: Imports, kinds: string[]): string[] {
  const found = [...files];
  for (const file of found) {
    for (const { path: next, kind } of imports[file]?.imports ?? []) {
      if (kinds.includes(kind) && !found.includes(next) && existsSync(path.join(ASSETS, next))) found.push(next);
    }
  }
  return found;
}

const sizes = (file: string) => {
  const contents = readFileSync(path.join(ASSETS, file));
  return [contents.length, gzipSync(contents).length] as const;
};

const row = (when: string, file: string) => [
  when,
  `\`${file.replace(/-[0-9A-Z]{8}(?=\.js$)/, '')}\``,
  ...sizes(file).map(bytes),
];

function total(when: string, files: string[]): string[] {
  const sum = (index: 0 | 1) => bytes(files.reduce((all, file) => all + sizes(file)[index], 0));
  return [when, '**all**', sum(0), sum(1)];
}
