import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_FOLDER } from '../../tools/project-folder';

export interface SmallProject {
  folder: string;
  write(file: string, text: string): void;
  remove(): void;
}

const BUILD = [
  '.twilioserverlessrc.js',
  'src/assets/chat/late-script.ts',
  'studio-flows/canonical-flow.ts',
  'studio-flows/flow-hash.ts',
  'studio-flows/flow-names.ts',
  'studio-flows/manifest.ts',
  'studio-flows/read-flows.ts',
  'tools/build',
  'tools/build.ts',
  'tools/current-commit.ts',
  'tools/project-folder.ts',
  'tsconfig.json',
];

const SOURCES = {
  'src/functions/hello.ts': "import { greet } from '../lib/greet';\nexport const handler = () => greet('you');\n",
  'src/functions/hello.test.ts': "import './hello';\n",
  'src/functions/studio/begin.protected.ts': "import twilio from 'twilio';\nexport const handler = () => twilio;\n",
  'src/functions/version.ts':
    'declare const __BUILD_COMMIT__: string;\ndeclare const __BUILD_TIME__: string;\ndeclare const __FLOW_VERSIONS__: object;\n' +
    'export const handler = () => [__BUILD_COMMIT__, __BUILD_TIME__, __FLOW_VERSIONS__];\n',
  'src/lib/greet.ts': "export const greet = (name: string) => 'Hello '.concat(name);\n",
  'src/assets/index.html': '<!doctype html><title>page</title>\n',
  'src/assets/page.css': 'body { margin: 0 }\n',
  'src/assets/chat/chat.ts': "export const load = () => import('./late');\n",
  'src/assets/chat/client.ts': "export const load = () => import('./late');\n",
  'src/assets/chat/late.ts': "export const late = 'late';\n",
  'studio-flows/names.json': '{}\n',
  'studio-flows/welcome.json': '{"states":[]}\n',
};

/** A project of a few files in a temporary folder, with this project's build. */
export function createSmallProject(): SmallProject {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'small-project-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  for (const file of BUILD) cpSync(path.join(PROJECT_FOLDER, file), path.join(folder, file), { recursive: true });
  for (const [file, text] of Object.entries(SOURCES)) write(file, text);
  symlinkSync(path.join(PROJECT_FOLDER, 'node_modules'), path.join(folder, 'node_modules'));
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
