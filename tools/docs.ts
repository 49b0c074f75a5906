import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { envExample } from './docs/env-example';
import { unverified } from './docs/unverified';
import { PROJECT_FOLDER } from './project-folder';

/** Files that are made from the code: a test fails when they are behind it. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  '.env.example': envExample,
  'docs/unverified.md': unverified,
};

if (require.main === module) {
  for (const [file, text] of Object.entries(GENERATED)) writeFileSync(path.join(PROJECT_FOLDER, file), text());
  console.log(`Written: ${Object.keys(GENERATED).join(', ')}`);
}
