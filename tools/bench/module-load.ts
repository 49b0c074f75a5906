import path from 'node:path';
import { listFiles } from '../build/list-files';
import { PROJECT_FOLDER } from '../project-folder';
import { ENDPOINT_REQUESTS } from './endpoint-requests';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';
import { Probe } from './run-probe';
import { median, minimum } from './statistics';

const PROCESSES = 15;
const TARGET_MS = 30;
const TARGET_BUNDLE = 'token.js';

interface Loads {
  bundle: string;
  load: number[];
  first: number[];
}

/** What a new container pays: loading the bundle, and the first request with everything that is loaded late. */
export const moduleLoad: Part = {
  name: 'module-load',
  title: 'Module load and first request',
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  const probe = await Probe.prepare();
  const bundles = listFiles(path.join(PROJECT_FOLDER, 'dist', 'functions')).filter((file) => file.endsWith('.js'));
  const loads: Loads[] = bundles.map((bundle) => ({ bundle, load: [], first: [] }));
  const empty: number[] = [];
  for (let round = 0; round < PROCESSES; round += 1) {
    empty.push((await probe.loadEmpty()).load);
    for (const loaded of loads) {
      const request = ENDPOINT_REQUESTS.find(({ bundle }) => bundle === loaded.bundle);
      const result = request
        ? await probe.call(rig, request, [await request.prepare(rig)])
        : await probe.load(loaded.bundle);
      loaded.load.push(result.load);
      loaded.first.push(...result.requests.map(({ total }) => total));
    }
  }
  probe.remove();
  const over = (values: number[]) => median(values) - median(empty);
  const overAtBest = (values: number[]) => minimum(values) - minimum(empty);
  const token = loads.find(({ bundle }) => bundle === TARGET_BUNDLE)?.load ?? [];
  return {
    targets: [
      {
        what: `Module load of \`${TARGET_BUNDLE}\` over an empty Function, median`,
        target: `≤ ${TARGET_MS} ms`,
        measured: milliseconds(over(token)),
        met: over(token) <= TARGET_MS,
      },
    ],
    details: `\`require\` of the bundle in a new node process in which nothing is loaded yet, less that of an empty Function (${milliseconds(median(empty))}
median, ${milliseconds(minimum(empty))} minimum). n = ${PROCESSES} processes for each bundle, in turn. *First request*: the first call of the handler in that
same process, with no latency added; the helper library's client is loaded in it, since no answer needs it earlier. On
Twilio's platform the helper library may be loaded already.

${table(
  ['bundle', 'load, median', 'load, minimum', 'first request, median', 'first request, minimum'],
  loads.map(({ bundle, load, first }) => [
    `\`${bundle}\``,
    milliseconds(over(load)),
    milliseconds(overAtBest(load)),
    ...(first.length > 0 ? [milliseconds(median(first)), milliseconds(minimum(first))] : ['–', '–']),
  ]),
)}`,
  };
}
