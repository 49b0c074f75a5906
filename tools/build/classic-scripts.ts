import { createHash } from 'node:crypto';
import path from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import type { BuiltFile } from './built-file';
import { compiledWhenCalled, NAMES_STAY } from './compiled-when-called';
import { logLevelOnce } from './log-level-once';
import { noCodeFromText } from './no-code-from-text';
import { noOldBrowsers } from './no-old-browsers';

const SHARED: BuildOptions = { ...NAMES_STAY, bundle: true, write: false, platform: 'browser', format: 'iife' };

/** The runtime of late scripts, beside the code that uses it: src/assets/chat/late-script.ts */
const RUNTIME = 'chat/late-script';

/**
 * Scripts for pages of any origin: classic ones, and what such a script imports late is a classic script again (the
 * reason is in src/assets/chat/late-script.ts). They all lie in one folder, and each names the next one with its
 * content's hash, so that no browser mixes the scripts of two deployments.
 */
export class ClassicScripts {
  readonly #built = new Map<string, Promise<BuiltFile>>();

  /** @param folder the one that these scripts lie in */
  constructor(
    private readonly sourceFolder: string,
    private readonly folder: string,
  ) {}

  /** A script that begins by itself. `constants` are put in where the source names them. */
  async add(entry: string, name = this.#nameOf(entry), constants: Record<string, string> = {}): Promise<void> {
    await this.#once(name, () => this.#bundle(this.#absolute(entry), name, constants));
  }

  async files(): Promise<BuiltFile[]> {
    return Promise.all(this.#built.values());
  }

  #once(name: string, make: () => Promise<Uint8Array>): Promise<BuiltFile> {
    const before = this.#built.get(name);
    if (before) return before;
    const file = make().then((contents) => ({ path: `${this.folder}/${name}`, contents }));
    this.#built.set(name, file);
    return file;
  }

  /** It offers what the module exports to whoever has loaded it late. */
  async #bundle(file: string, name: string, constants: Record<string, string>): Promise<Uint8Array> {
    const { outputFiles } = await build({
      ...SHARED,
      stdin: {
        contents: `
          import * as offered from ${JSON.stringify(file)};
          import { offer } from ${JSON.stringify(this.#absolute(RUNTIME))};
          offer(${JSON.stringify(name)}, offered);
        `,
        resolveDir: this.sourceFolder,
      },
      define: constants,
      plugins: [noCodeFromText, logLevelOnce, noOldBrowsers, this.#lateImports],
    });
    const [bundle] = outputFiles ?? [];
    if (!bundle) throw new Error(`esbuild made nothing of ${file}`);
    return compiledWhenCalled(bundle.text);
  }

  /** `import('./x')` becomes a module with a `then`, which is what a late import waits for: the script's exports. */
  get #lateImports(): Plugin {
    return {
      name: 'late-imports',
      setup: ({ onResolve, onLoad, resolve }) => {
        onResolve({ filter: /^\./ }, async ({ kind, path: name, resolveDir }) => {
          if (kind !== 'dynamic-import') return null;
          const { path: file, errors } = await resolve(name, { kind: 'import-statement', resolveDir });
          return errors.length > 0 ? { errors } : { path: file, namespace: 'late' };
        });
        onLoad({ filter: /.*/, namespace: 'late' }, async ({ path: file }) => {
          const name = this.#nameOf(path.relative(this.sourceFolder, file));
          const { contents } = await this.#once(name, () => this.#bundle(file, name, {}));
          const version = createHash('sha256').update(contents).digest('hex').slice(0, 8);
          return {
            contents: `
              import { lateScript } from ${JSON.stringify(this.#absolute(RUNTIME))};
              const load = () => lateScript(${JSON.stringify(`${name}?v=${version}`)});
              export const then = (resolve, reject) => load().then(resolve, reject);
            `,
            resolveDir: this.sourceFolder,
          };
        });
      },
    };
  }

  readonly #absolute = (file: string) => path.join(this.sourceFolder, file);

  /** In the folder chat/, `chat/conversations-sdk.ts` is conversations-sdk.js, and `../words/de/page.ts` words-de-page.js. */
  #nameOf(file: string): string {
    const source = file.split(path.sep).join('/');
    const own = source.startsWith(`${this.folder}/`) ? source.slice(this.folder.length + 1) : source;
    return `${own
      .replace(/^(\.\.\/)+/, '')
      .replace(/\.ts$/, '')
      .replaceAll('/', '-')}.js`;
  }
}
