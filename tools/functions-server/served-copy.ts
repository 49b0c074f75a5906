import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '../build/list-files';

/**
 * Loads the handler from the bundle beside it. An async handler that rejects answers 500, as a synchronous one does;
 * a second `callback` is ignored.
 */
const launcher = (bundle: string) => `const { handler } = require(${JSON.stringify(bundle)});
exports.handler = (context, event, callback) => {
  let answered = false;
  const once = (error, reply) => {
    if (answered) return;
    answered = true;
    callback(error, reply);
  };
  Promise.resolve().then(() => handler(context, event, once)).catch(once);
};
`;

let copies = 0;

export interface ServedCopy {
  /** Holds a launcher for each Function, under the Function's own name. */
  folder: string;
  remove(): void;
}

/**
 * Copies the bundles as they are into a new folder, so that they are loaded afresh: a rebuild, or a second server in
 * the same process, never meets the module state of the first. The folder is called node_modules for test runners,
 * which compile everything else once more.
 */
export function copyFunctions(distFolder: string): ServedCopy {
  const parent = path.join(distFolder, '.served');
  mkdirSync(parent, { recursive: true });
  removeCopiesOfDeadProcesses(parent);
  copies += 1;
  const copy = path.join(parent, `${process.pid}-${Date.now()}-${copies}`);
  const launchers = path.join(copy, 'node_modules', 'launchers');
  mkdirSync(launchers, { recursive: true });
  const functions = path.join(distFolder, 'functions');
  for (const file of listFiles(functions).filter((name) => name.endsWith('.js'))) {
    const bundle = path.join(copy, 'node_modules', 'bundles', file);
    mkdirSync(path.dirname(bundle), { recursive: true });
    copyFileSync(path.join(functions, file), bundle);
    mkdirSync(path.dirname(path.join(launchers, file)), { recursive: true });
    writeFileSync(path.join(launchers, file), launcher(bundle));
  }
  return { folder: launchers, remove: () => rmSync(copy, { recursive: true, force: true }) };
}

function removeCopiesOfDeadProcesses(parent: string): void {
  for (const name of readdirSync(parent)) {
    try {
      process.kill(Number(name.split('-')[0]), 0);
    } catch {
      rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
}
