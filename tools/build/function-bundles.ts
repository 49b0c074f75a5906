import path from 'node:path';
import { build } from 'esbuild';
import type { BuiltFile } from './built-file';
import { listFiles } from './list-files';

/**
 * One self-contained CommonJS file per Function. Twilio lays Functions out flat (/var/task/handlers/ZN….js), so a
 * relative require that works here would fail once deployed.
 */
export async function bundleFunctions(sourceFolder: string, constants: Record<string, string>): Promise<BuiltFile[]> {
  const entryPoints = listFiles(sourceFolder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const outdir = path.join(sourceFolder, 'bundled');
  const { outputFiles } = await build({
    entryPoints: entryPoints.map((file) => path.join(sourceFolder, file)),
    outbase: sourceFolder,
    outdir,
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'silent',
    define: constants,
    // `import('twilio')` becomes a late require: the same laziness, without a second module loader.
    supported: { 'dynamic-import': false },
    // Twilio installs them from package.json.
    external: ['twilio', 'twilio-flex-token-validator'],
  });
  return outputFiles.map((file) => ({
    path: path.relative(outdir, file.path).split(path.sep).join('/'),
    contents: file.contents,
  }));
}
