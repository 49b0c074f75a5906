import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { milliseconds, table } from './markdown';
import type { Findings, Part } from './part';
import { converse, openCalls, type TurnTimes } from './relay-callers';
import { MODEL_PACE } from './relay-mock-model';
import { forkScript, type RelayKind, RelayProcess } from './relay-process';
import { percentile } from './statistics';

const CALLS = 100;
const WARM_UP_MS = 4000;
const MEASURED_MS = 9000;
const PAUSE_MS = 800;
/** So much of a core may be used, and a caller speaks so often. */
const CORE_SHARE = 0.6;
const TURN_EVERY_MS = 8000;

const KINDS: readonly [RelayKind, string][] = [
  ['ours', 'this relay'],
  ['bare', 'a bare `ws` relay'],
  ['kit', "the kit's loop"],
];

interface Measured {
  firstToken: number[];
  interrupt: number[];
  turns: number;
  cpuPerTurn: number;
  heapPerCall: number;
}

/** What the relay adds to a turn, and how many calls a core bears. */
export const relay: Part = {
  name: 'relay',
  title: 'The voice relay',
  async measure() {
    const model = forkScript('relay-mock-model.ts');
    const [{ url }] = (await once(model, 'message')) as [{ url: string }];
    const measured = new Map<RelayKind, Measured>();
    for (const [kind] of KINDS) measured.set(kind, await measureKind(kind, url));
    model.disconnect();
    await once(model, 'exit');
    return findings(measured);
  },
};

async function measureKind(kind: RelayKind, modelUrl: string): Promise<Measured> {
  const secrets = { authToken: randomBytes(16).toString('hex'), secret: randomBytes(32).toString('hex') };
  const process = await RelayProcess.start({ kind, modelUrl, ...secrets, silenceMs: 0 });
  const access = { ...secrets, url: process.url };
  for (const line of await openCalls(20, access)) line.hangUp();
  await wait(200);
  const { heapBytes: before } = await process.usage();

  const lines = await openCalls(CALLS, access);
  const measureFrom = performance.now() + WARM_UP_MS;
  const until = measureFrom + MEASURED_MS;
  const talks = lines.map((line) => converse(line, until, measureFrom, PAUSE_MS));
  await wait(measureFrom - performance.now());
  const from = await process.usage();
  const times = await Promise.all(talks);
  const to = await process.usage();
  for (const line of lines) line.hangUp();
  await process.stop();

  const all = (name: 'firstToken' | 'interrupt') => times.flatMap((each: TurnTimes) => each[name]);
  const turns = times.reduce((sum, each) => sum + each.turns, 0);
  return {
    firstToken: all('firstToken').map((time) => time - MODEL_PACE.firstTokenMs),
    interrupt: all('interrupt'),
    turns,
    cpuPerTurn: (to.cpuMs - from.cpuMs) / turns,
    heapPerCall: (to.heapBytes - before) / CALLS,
  };
}

const callsPerCore = ({ cpuPerTurn }: Measured) => Math.floor((CORE_SHARE * TURN_EVERY_MS) / cpuPerTurn / 10) * 10;

function findings(measured: ReadonlyMap<RelayKind, Measured>): Findings {
  const ours = measured.get('ours');
  if (!ours) throw new Error('This relay was not measured');
  const p50 = percentile(ours.firstToken, 50);
  const p99 = percentile(ours.firstToken, 99);
  const reaction = percentile(ours.interrupt, 50);
  const calls = callsPerCore(ours);
  const heap = ours.heapPerCall / 1024;
  return {
    targets: [
      atMost('Voice: prompt → first token, added by the relay, p50, 100 calls', p50, 2),
      atMost('Voice: the same, p99', p99, 10),
      atMost('Voice: interrupt → `last: true`, p50', reaction, 3),
      {
        what: 'Voice: calls a core at 60 %, a turn every 8 s',
        target: '≥ 1,500',
        measured: calls.toLocaleString('en-US'),
        met: calls >= 1500,
      },
      { what: 'Voice: heap a call', target: '≤ 60 KB', measured: `${heap.toFixed(1)} KB`, met: heap <= 60 },
    ],
    details: details(measured),
  };
}

const atMost = (what: string, value: number, limit: number) => ({
  what,
  target: `≤ ${limit} ms`,
  measured: milliseconds(value),
  met: value <= limit,
});

function details(measured: ReadonlyMap<RelayKind, Measured>): string {
  const rows = KINDS.flatMap(([kind, name]) => {
    const each = measured.get(kind);
    if (!each) return [];
    const reactions = each.interrupt.length > 0;
    return [
      [
        name,
        each.turns,
        milliseconds(percentile(each.firstToken, 50)),
        milliseconds(percentile(each.firstToken, 99)),
        reactions ? milliseconds(percentile(each.interrupt, 50)) : '–',
        milliseconds(each.cpuPerTurn),
        callsPerCore(each).toLocaleString('en-US'),
        (each.heapPerCall / 1024).toFixed(1),
      ],
    ];
  });
  const { firstTokenMs, betweenTokensMs, tokens } = MODEL_PACE;
  return `${CALLS} calls at once, ${MEASURED_MS / 1000} s after ${WARM_UP_MS / 1000} s of warming up, every fourth answer interrupted at its tenth word. The model is a mock in a
process of its own: first token after ${firstTokenMs} ms, then ${tokens} tokens ${betweenTokensMs} ms apart; the relay is a second process, the callers (relay-sim's
library) a third one. *Added* is what is beyond the model's ${firstTokenMs} ms, with the mock's own timer (up to 1 ms) and the callers' work.
This relay checks signature and pass, keeps history and transcript (in memory) and filters what cannot be spoken; the bare
one passes tokens on and does nothing else; the kit's loop awaits the whole answer and sends one text, so that its caller waits
for the model's last token, and an interruption during that wait stops nothing that was heard.

${table(['', 'turns', 'added, p50', 'added, p99', 'interrupt → last, p50', 'CPU a turn', 'calls a core', 'heap a call, KB'], rows)}

Calls a core is arithmetic: 60 % of a core, a turn every 8 s, CPU a turn. Heap a call is after a collection, with the history
of its turns.`;
}
