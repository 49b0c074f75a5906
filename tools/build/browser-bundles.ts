import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { BuiltFile } from './built-file';
import { listFiles } from './list-files';

/** The scripts that pages name in a `<script>`; everything else that they need is a chunk of its own. */
export const BROWSER_ENTRIES = ['chat/chat.ts'];

const COPIED = /\.(html|css|svg|png|ico|webmanifest)$/;

/** What browsers load: entry scripts as ES modules with shared and late chunks, pages and pictures as they are. */
export async function bundleAssets(sourceFolder: string): Promise<BuiltFile[]> {
  const outdir = path.join(sourceFolder, 'bundled');
  const { outputFiles } = await build({
    entryPoints: BROWSER_ENTRIES.map((entry) => path.join(sourceFolder, entry)),
    outbase: sourceFolder,
    outdir,
    bundle: true,
    write: false,
    minify: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const scripts = outputFiles.map((file) => ({
    path: path.relative(outdir, file.path).split(path.sep).join('/'),
    contents: file.contents,
  }));
  return [...scripts, ...copiedFiles(sourceFolder)];
}

function copiedFiles(sourceFolder: string): BuiltFile[] {
  const copied = listFiles(sourceFolder)
    .filter((file) => COPIED.test(file))
    .map((file): BuiltFile => ({ path: file, contents: readFileSync(path.join(sourceFolder, file)) }));
  // A Service answers `/` with /assets/index.html and with nothing else.
  const index = copied.find((file) => file.path === 'index.html');
  return index ? [...copied, { ...index, path: 'assets/index.html' }] : copied;
}
