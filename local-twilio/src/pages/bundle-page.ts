import path from 'node:path';
import { build } from 'esbuild';

const bundled = new Map<string, Promise<string>>();

/** The script of a page, with the real SDKs from node_modules. Made on first use and kept. */
export function bundlePage(entry: 'desktop/desktop.ts' | 'phone/phone.ts'): Promise<string> {
  const known = bundled.get(entry);
  if (known) return known;
  const made = bundle(entry).catch((error: unknown) => {
    bundled.delete(entry);
    throw error;
  });
  bundled.set(entry, made);
  return made;
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, entry)],
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
