import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GENERATED } from '../tools/docs';
import { PROJECT_FOLDER } from '../tools/project-folder';

const read = (file: string) => readFileSync(path.join(PROJECT_FOLDER, file), 'utf8');

describe('docs', () => {
  it.each(Object.entries(GENERATED))('%s is what the code says (npm run docs)', (file, text) => {
    expect(read(file)).toBe(text());
  });
});

/** Rows of a table whose first cell is a path: path → who may call. */
function endpointTable(file: string): Record<string, string> {
  const rows = read(file).matchAll(/^\| `(\/[^`]*)` \| ([^|]+) \|/gm);
  return Object.fromEntries([...rows].map(([, url = '', callers = '']) => [url, callers.trim()]));
}

function functionFiles(folder = ''): string[] {
  const entries = readdirSync(path.join(PROJECT_FOLDER, 'src/functions', folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return functionFiles(name);
    return name.endsWith('.test.ts') ? [] : [name];
  });
}

describe('every public URL is meant', () => {
  const declared = Object.fromEntries(
    functionFiles().map((file) => {
      const { handler } = require(path.join(PROJECT_FOLDER, 'src/functions', file)) as { handler: { allow: string[] } };
      return [`/${file.replace(/(\.protected)?\.ts$/, '')}`, { file, allow: handler.allow }];
    }),
  );

  it.each(['README.md', 'docs/api.md'])('%s lists exactly the Functions there are, with who may call', (file) => {
    const callers = Object.fromEntries(Object.entries(declared).map(([url, { allow }]) => [url, allow.join(', ')]));
    expect(endpointTable(file)).toEqual(callers);
  });

  it.each(Object.values(declared))(
    '$file: Twilio alone may call exactly when the file is protected',
    ({ file, allow }) => {
      expect(file.endsWith('.protected.ts')).toBe(allow.includes('twilio'));
      if (allow.includes('twilio')) expect(allow).toEqual(['twilio']);
      expect(allow.length).toBeGreaterThan(0);
    },
  );
});
