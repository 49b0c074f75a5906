import { createSmallProject } from '../../test/testing/small-project';
import { watchSources } from './watch-sources';

test('files that are written together are told once, with the folder that they are in', async () => {
  const project = createSmallProject();
  const calls: string[][] = [];
  let next: (() => void) | undefined;
  const unwatch = watchSources(project.folder, (folders) => {
    calls.push([...folders].sort());
    next?.();
  });
  const told = () =>
    new Promise<void>((resolve) => {
      next = resolve;
    });

  let waiting = told();
  project.write('src/lib/greet.ts', 'export const greet = 1;\n');
  project.write('src/functions/new-folder/new.ts', 'export const handler = 1;\n');
  await waiting;
  waiting = told();
  project.write('studio-flows/welcome.json', '{}');
  await waiting;
  unwatch();
  project.remove();
  expect(calls).toEqual([['src'], ['studio-flows']]);
});
