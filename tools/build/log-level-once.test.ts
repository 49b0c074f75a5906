import path from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { PROJECT_FOLDER } from '../project-folder';
import { logLevelOnce } from './log-level-once';

interface Logger {
  setDefaultLevel(level: string): void;
  getLevel(): number;
}

/** The module as it is bundled, in a page whose storage holds this level, and how often the storage was read. */
async function inPage(kept?: string) {
  const { outputFiles } = await build({
    entryPoints: [path.join(PROJECT_FOLDER, 'node_modules', 'twilio-video', 'es5', 'vendor', 'loglevel.js')],
    bundle: true,
    write: false,
    format: 'cjs',
    plugins: [logLevelOnce],
  });
  const page = { reads: 0 };
  const localStorage = new Proxy(
    {},
    {
      get: () => {
        page.reads += 1;
        return kept;
      },
    },
  );
  const module = { exports: {} as { getLogger(name: string): Logger } };
  vm.runInNewContext(outputFiles[0]?.text ?? '', {
    module,
    console,
    window: { localStorage, document: { cookie: '' } },
  });
  return { page, getLogger: module.exports.getLogger };
}

const SILENT = 5;
const DEBUG = 1;

test('the level of a logger is looked up once, however often it is set', async () => {
  const { page, getLogger } = await inPage();
  getLogger('video').setDefaultLevel('warn');
  const { reads } = page;
  for (let line = 0; line < 100; line += 1) getLogger('video').setDefaultLevel('silent');
  expect(getLogger('video').getLevel()).toBe(SILENT);
  expect(page.reads - reads).toBe(1);
});

test('a level that somebody has kept in their browser still wins', async () => {
  const { getLogger } = await inPage('DEBUG');
  getLogger('video').setDefaultLevel('silent');
  expect(getLogger('video').getLevel()).toBe(DEBUG);
});
