import { createRequire } from 'node:module';
import path from 'node:path';
import type { FileVersion } from '../../../local-twilio/src/serverless/resources';
import { dependencies } from '../../../package.json';
import { listFiles } from '../../build/list-files';
import { layOut } from './deployed-folder';

function version(kind: 'function' | 'asset', url: string, visibility: FileVersion['visibility'], text: string) {
  const sid = `ZN${Buffer.from(url).toString('hex').padEnd(32, '0').slice(0, 32)}`;
  const now = '2026-11-20T12:00:00Z';
  const common = { sid, serviceSid: 'ZS', fileSid: 'ZH', dateCreated: now, dateUpdated: now };
  return { ...common, kind, path: url, visibility, content: Buffer.from(text) };
}

test('the names lead to Functions that lie flat, and visibility stands before the extension', () => {
  const begin = version('function', '/studio/begin', 'protected', 'exports.handler = "begin";');
  const flow = version('asset', '/studio-flows/a.json', 'private', '{}');
  const page = version('asset', '/index.html', 'public', '<p>');
  const folder = layOut({ functions: [begin], assets: [flow, page], dependencies: [] });
  expect(listFiles(folder.path)).toEqual([
    'assets/index.html',
    'assets/studio-flows/a.private.json',
    'functions/studio/begin.protected.js',
    `node_modules/handlers/${begin.sid}.js`,
  ]);
  const load = createRequire(path.join(folder.path, 'any.js'));
  expect(load('./functions/studio/begin.protected.js')).toEqual({ handler: 'begin' });
  folder.remove();
});

test('a Function finds the packages that were declared, and no file beside it', () => {
  const declared = Object.entries(dependencies).map(([name, exact]) => ({ name, version: exact }));
  const good = version('function', '/good', 'public', "exports.twilio = require('twilio/package.json').version;");
  const undeclared = version('function', '/undeclared', 'public', "require('valibot');");
  const relative = version('function', '/relative', 'public', "require('../lib/greet');");
  const folder = layOut({ functions: [good, undeclared, relative], assets: [], dependencies: declared });
  const load = createRequire(path.join(folder.path, 'any.js'));
  expect(load('./functions/good.js')).toEqual({ twilio: dependencies.twilio });
  expect(() => load('./functions/undeclared.js')).toThrow("Cannot find module 'valibot'");
  expect(() => load('./functions/relative.js')).toThrow("Cannot find module '../lib/greet'");
  folder.remove();
});

test('a version that is not installed here is named', () => {
  const files = { functions: [], assets: [], dependencies: [{ name: 'twilio', version: '5.0.0' }] };
  expect(() => layOut(files)).toThrow(`twilio 5.0.0 was deployed, and ${dependencies.twilio} is installed here`);
});
