import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import type { PublicSite } from '../../src/assets/chat/site-script';
import type { Site } from '../../src/sites/site';

/**
 * What pages may know of each site: its name, its languages and its `page` settings; no origins, hours or limits. Read
 * afresh for each build, since src/sites may have changed since the last one.
 */
export async function readPublicSites(sitesFolder: string): Promise<PublicSite[]> {
  const source = path.join(sitesFolder, 'sites.ts');
  if (!existsSync(source)) return [];
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
  const module = { exports: {} as { SITES: readonly Site[] } };
  const evaluate = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
  evaluate(module, module.exports, createRequire(source));
  return module.exports.SITES.map(({ name, locale, languages, challenge, page }) => ({
    name,
    locale,
    languages,
    challenged: challenge !== undefined,
    page,
  }));
}
