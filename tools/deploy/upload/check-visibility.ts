import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { listRoutes } from '../../functions-server/routes';

/**
 * Compares each built Function's suffix, which decides who may reach it, with what it says of itself and with the
 * table of endpoints in README.md. Returns what is wrong, a line each.
 */
export function checkVisibility(projectFolder: string): string[] {
  const functions = listRoutes(path.join(projectFolder, 'dist', 'functions'), '.js');
  const listed = endpointTable(path.join(projectFolder, 'README.md'));
  const load = createRequire(path.join(projectFolder, 'package.json'));
  const problems = functions.flatMap(({ path: url, access, name, filePath }) => {
    if (access === 'private') return [];
    const { handler } = load(filePath) as { handler?: { allow?: readonly string[] } };
    const allow = handler?.allow ?? [];
    const byTwilio = allow.includes('twilio');
    const where = `dist/functions/${name}`;
    if (allow.length === 0) return [`${where} does not say who may call it`];
    if (byTwilio !== (access === 'protected')) {
      return [
        byTwilio
          ? `${where} is for Twilio alone and would be public: call the file ${path.basename(name, '.js')}.protected.ts`
          : `${where} is for ${allow.join(', ')}, whom Twilio would refuse: take .protected out of the file's name`,
      ];
    }
    const row = listed.get(url);
    if (row === undefined) return [`${url} would be a new URL: list it in README.md with who may call, or remove it`];
    return row === allow.join(', ') ? [] : [`${url} is for ${allow.join(', ')}, but README.md says ${row}`];
  });
  const urls = new Set(functions.map((file) => file.path));
  const gone = [...listed.keys()].filter((url) => !urls.has(url));
  return [...problems, ...gone.map((url) => `README.md lists ${url}, which is not there`)];
}

/** Rows of a table whose first cell is a path: path → who may call. */
function endpointTable(file: string): Map<string, string> {
  const rows = readFileSync(file, 'utf8').matchAll(/^\| `(\/[^`]*)` \| ([^|]+) \|/gm);
  return new Map([...rows].map(([, url = '', callers = '']) => [url, callers.trim()]));
}
