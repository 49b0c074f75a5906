import path from 'node:path';

/** The root of this checkout. */
export const PROJECT_FOLDER = path.resolve(__dirname, '..');
