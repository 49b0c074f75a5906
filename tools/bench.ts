import { billableOperations } from './bench/billable-operations';
import { bundleSizes } from './bench/bundle-sizes';
import { chatReady } from './bench/chat-ready';
import { delivery } from './bench/delivery';
import { handlerOverhead } from './bench/handler-overhead';
import { longTranscript } from './bench/long-transcript';
import { loadAverage } from './bench/machine';
import { moduleLoad } from './bench/module-load';
import { pageWeight } from './bench/page-weight';
import type { Part } from './bench/part';
import { readyToType } from './bench/ready-to-type';
import { relay } from './bench/relay';
import { startTime } from './bench/start-time';
import { throughput } from './bench/throughput';
import { upstreamCalls } from './bench/upstream-calls';
import { videoInvitation } from './bench/video-invitation';
import { videoJoin } from './bench/video-join';
import { waitingVisitors } from './bench/waiting-visitors';
import { type Measured, section, writeReport } from './bench/write-report';

const PARTS: Part[] = [
  chatReady,
  readyToType,
  upstreamCalls,
  bundleSizes,
  pageWeight,
  handlerOverhead,
  moduleLoad,
  startTime,
  throughput,
  waitingVisitors,
  longTranscript,
  delivery,
  videoInvitation,
  videoJoin,
  relay,
  billableOperations,
];

/** All parts and docs/benchmarks.md; or the parts that are named, on the terminal alone. */
async function main(names: string[]): Promise<void> {
  const unknown = names.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new Error(`There is no part ${unknown.join(', ')}. There are: ${PARTS.map(({ name }) => name).join(', ')}`);
  }
  const load = loadAverage();
  const measured: Measured[] = [];
  for (const part of PARTS) {
    if (names.length > 0 && !names.includes(part.name)) continue;
    const started = performance.now();
    const result = { part, findings: await part.measure() };
    measured.push(result);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(names.length > 0 ? section(result) : `${part.name}: measured in ${seconds} s`);
  }
  for (const { what, target, measured: value, met } of measured.flatMap(({ findings }) => findings.targets)) {
    console.log(`${met ? 'met   ' : 'MISSED'}  ${value} (target ${target})  ${what}`);
  }
  if (names.length > 0) return;
  writeReport(measured, load);
  console.log('Written: docs/benchmarks.md');
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
