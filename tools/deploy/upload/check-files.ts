import path from 'node:path';
import { listFiles } from '../../build/list-files';

/** What a browser or a Function loads, or Twilio when a call has nowhere else to go. */
const ASSETS = /\.(html|css|js|svg|png|ico|webmanifest)$|^voice\/[\w-]+\.xml$|^studio-flows\/[\w-]+\.private\.json$/;
const NO_ASSET = /\.test\.js$|\.(protected|private)\.js$/;
/** https://www.twilio.com/docs/serverless/api: of one build. */
const MOST_FUNCTIONS = 50;

/** What must not go up, a line each: the toolkit uploads every file of dist/assets as it is. */
export function checkFiles(distFolder: string): string[] {
  const functions = listFiles(path.join(distFolder, 'functions'));
  const assets = listFiles(path.join(distFolder, 'assets'));
  const problems = [
    ...functions
      .filter((file) => !/^[\w./-]+\.js$/.test(file) || file.endsWith('.test.js'))
      .map((file) => `dist/functions/${file} is no Function`),
    ...assets
      .filter((file) => !ASSETS.test(file) || NO_ASSET.test(file))
      .map((file) => `dist/assets/${file} is nothing that a browser or a Function loads`),
  ];
  if (functions.length === 0) problems.push('dist/functions is empty');
  if (functions.length > MOST_FUNCTIONS) {
    problems.push(`there are ${functions.length} Functions, and a build takes ${MOST_FUNCTIONS}`);
  }
  return problems;
}
