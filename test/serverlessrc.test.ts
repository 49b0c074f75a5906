import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fsHelpers } from '@twilio-labs/serverless-api';
import { build } from '../tools/build';
import { listFiles } from '../tools/build/list-files';
import { listRoutes } from '../tools/functions-server/routes';
import { createSmallProject, type SmallProject } from './testing/small-project';

let project: SmallProject;

beforeEach(() => {
  project = createSmallProject();
});

afterEach(() => project.remove());

/** What the toolkit does: it requires the file. */
const readConfig = () =>
  spawnSync(process.execPath, ['-p', 'JSON.stringify(require("./.twilioserverlessrc.js"))'], {
    cwd: project.folder,
    encoding: 'utf8',
  });

test('reading the configuration builds what is deployed', () => {
  project.write('dist/functions/stale.js', 'old');
  const { status, stdout } = readConfig();
  expect([status, JSON.parse(stdout)]).toEqual([
    0,
    { functionsFolder: 'dist/functions', assetsFolder: 'dist/assets', runtime: 'node22' },
  ]);
  expect(listFiles(path.join(project.folder, 'dist/functions'))).toEqual([
    'hello.js',
    'studio/begin.protected.js',
    'version.js',
  ]);
});

test('a build that fails stops the deployment and says where', () => {
  project.write('src/functions/hello.ts', 'export const handler = (;\n');
  const { status, stdout, stderr } = readConfig();
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('src/functions/hello.ts:1:24');
});

test('the local web server serves under the same paths and visibility as the toolkit deploys', async () => {
  await build(project.folder);
  const folders = { functionsFolderNames: ['dist/functions'], assetsFolderNames: ['dist/assets'] };
  const deployed = await fsHelpers.getListOfFunctionsAndAssets(project.folder, folders);
  const facts = (routes: { path: string; access: string }[]) =>
    routes.map(({ path: url, access }) => `${access} ${url}`).sort();
  const local = (folder: string, extension?: '.js') => listRoutes(path.join(project.folder, folder), extension);
  expect(facts(local('dist/functions', '.js'))).toEqual([
    'protected /studio/begin',
    'public /hello',
    'public /version',
  ]);
  expect(facts(local('dist/functions', '.js'))).toEqual(facts(deployed.functions));
  expect(facts(local('dist/assets'))).toEqual(facts(deployed.assets));
});
