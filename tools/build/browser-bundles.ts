import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { BuiltFile } from './built-file';
import { ClassicScripts } from './classic-scripts';
import { compiledWhenCalled, NAMES_STAY } from './compiled-when-called';
import { listFiles } from './list-files';
import { noOldBrowsers } from './no-old-browsers';
import { readPublicSites } from './public-sites';

/** Scripts that pages load as ES modules; everything else that they need is a chunk of its own. */
export const MODULE_ENTRIES = ['chat/client.ts', 'themes/themes.ts'];

/** Scripts that pages of any origin load as classic ones: see classic-scripts.ts. */
const CLASSIC_ENTRIES = ['chat/chat.ts'];

/** The same for the desktops of agents, which are pages of other origins as well. */
const DESKTOP_ENTRY = 'agent-video/agent-video.ts';

/** One more for each site, under the site's name. */
const SITE_SCRIPT = 'chat/site-script.ts';

/** A customer's page of a video call: it knows the look of every site. */
const VIDEO_SCRIPT = 'video/video.ts';

const COPIED = /\.(html|css|svg|png|ico|webmanifest|xml)$/;

/** What browsers load: scripts, and pages and pictures as they are. `sitesFolder` says for whom. */
export async function bundleAssets(sourceFolder: string, sitesFolder: string): Promise<BuiltFile[]> {
  const [modules, classic, desktop] = await Promise.all([
    bundleModules(sourceFolder),
    bundleClassicScripts(sourceFolder, sitesFolder),
    bundleDesktopScripts(sourceFolder),
  ]);
  return [...modules, ...classic, ...desktop, ...copiedFiles(sourceFolder)];
}

async function bundleModules(sourceFolder: string): Promise<BuiltFile[]> {
  const outdir = path.join(sourceFolder, 'bundled');
  const { outputFiles } = await build({
    ...NAMES_STAY,
    entryPoints: present(sourceFolder, MODULE_ENTRIES).map((entry) => path.join(sourceFolder, entry)),
    outbase: sourceFolder,
    outdir,
    bundle: true,
    write: false,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'browser',
    format: 'esm',
    plugins: [noOldBrowsers],
  });
  return Promise.all(
    outputFiles.map(async (file) => ({
      path: path.relative(outdir, file.path).split(path.sep).join('/'),
      contents: await compiledWhenCalled(file.text),
    })),
  );
}

async function bundleClassicScripts(sourceFolder: string, sitesFolder: string): Promise<BuiltFile[]> {
  const scripts = new ClassicScripts(sourceFolder, 'chat');
  for (const entry of present(sourceFolder, CLASSIC_ENTRIES)) await scripts.add(entry);
  const sites = await readPublicSites(sitesFolder);
  if (existsSync(path.join(sourceFolder, VIDEO_SCRIPT))) {
    const themes = Object.fromEntries(sites.map(({ name, page }) => [name, page.theme]));
    await scripts.add(VIDEO_SCRIPT, 'video.js', { __THEMES__: JSON.stringify(themes) });
  }
  const taken = new Set((await scripts.files()).map((file) => file.path));
  if (!existsSync(path.join(sourceFolder, SITE_SCRIPT))) return scripts.files();
  for (const site of sites) {
    const name = `${site.name}.js`;
    if (taken.has(`chat/${name}`))
      throw new Error(`A site cannot be called ${site.name}: chat/${name} is our own file`);
    await scripts.add(SITE_SCRIPT, name, { __SITE__: JSON.stringify(site) });
  }
  return scripts.files();
}

async function bundleDesktopScripts(sourceFolder: string): Promise<BuiltFile[]> {
  const scripts = new ClassicScripts(sourceFolder, path.dirname(DESKTOP_ENTRY));
  for (const entry of present(sourceFolder, [DESKTOP_ENTRY])) await scripts.add(entry);
  return scripts.files();
}

const present = (folder: string, files: string[]) => files.filter((file) => existsSync(path.join(folder, file)));

function copiedFiles(sourceFolder: string): BuiltFile[] {
  const copied = listFiles(sourceFolder)
    .filter((file) => COPIED.test(file))
    .map((file): BuiltFile => ({ path: file, contents: readFileSync(path.join(sourceFolder, file)) }));
  // A Service answers `/` with /assets/index.html and with nothing else.
  const index = copied.find((file) => file.path === 'index.html');
  return index ? [...copied, { ...index, path: 'assets/index.html' }] : copied;
}
