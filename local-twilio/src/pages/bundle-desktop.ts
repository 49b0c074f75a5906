import path from 'node:path';
import { build } from 'esbuild';

let bundled: Promise<string> | undefined;

/** The script of the agent desktop, with the real SDKs from node_modules. Made on first use and kept. */
export function bundleDesktop(): Promise<string> {
  bundled ??= bundle().catch((error: unknown) => {
    bundled = undefined;
    throw error;
  });
  return bundled;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, 'desktop', 'desktop.ts')],
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
