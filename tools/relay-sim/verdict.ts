import type { RelayEnd } from '../../local-twilio/src/voice/conversation-relay/relay-line';
import type { Entry, Recording } from './recording';
import type { Script } from './script';
import type { AnswerTiming, InterruptTiming, Stopwatch } from './stopwatch';

/** What `--json` prints. */
export interface Verdict {
  ok: boolean;
  /** What was not right, for people. */
  faults: string[];
  answers: AnswerTiming[];
  interrupts: InterruptTiming[];
  entries: Entry[];
  end: RelayEnd | undefined;
}

/** @param faults of the script's steps */
export function judge(
  faults: string[],
  { limits = {} }: Pick<Script, 'limits'>,
  recording: Recording,
  times: Stopwatch,
): Verdict {
  const all = [
    ...faults,
    ...recording.invalid.map(({ message, fault }) => `a frame that Twilio refuses (64107): ${message}: ${fault}`),
    ...times.interrupts.flatMap((timing) => interruptFaults(timing, limits.interrupt)),
    ...times.answers.flatMap((timing) => answerFaults(timing, limits.firstToken)),
  ];
  const { answers, interrupts } = times;
  return { ok: all.length === 0, faults: all, answers, interrupts, entries: recording.entries, end: recording.end };
}

function interruptFaults(
  { heard, lastTokenMs, waitedMs, tokensAfterAbort }: InterruptTiming,
  limit = Number.POSITIVE_INFINITY,
): string[] {
  const faults: string[] = [];
  const where = `after the interrupt behind ${JSON.stringify(heard)}`;
  if (tokensAfterAbort > 0) faults.push(`${tokensAfterAbort} tokens of the old answer were sent ${where}`);
  if (waitedMs > limit) faults.push(`last: true ${where} ${late(lastTokenMs, waitedMs, limit)}`);
  return faults;
}

function answerFaults({ prompt, firstTokenMs, waitedMs }: AnswerTiming, limit = Number.POSITIVE_INFINITY): string[] {
  if (waitedMs <= limit) return [];
  return [`the first token after ${JSON.stringify(prompt)} ${late(firstTokenMs, waitedMs, limit)}`];
}

const late = (cameAfterMs: number | null | undefined, waitedMs: number, limit: number) =>
  `${cameAfterMs === null ? 'did not come in' : 'took'} ${waitedMs.toFixed(1)} ms, and may take ${limit}`;

/** The end of what is printed for people. */
export function describeVerdict({ ok, faults, answers, interrupts }: Verdict): string {
  const lines = answers.map(
    ({ prompt, firstTokenMs }) => `  ${duration(firstTokenMs)}  prompt → first token   ${JSON.stringify(prompt)}`,
  );
  for (const { heard, lastTokenMs, tokensInFlight, tokensAfterAbort } of interrupts) {
    const time = lastTokenMs === undefined ? '    not due' : duration(lastTokenMs);
    lines.push(
      `  ${time}  interrupt → last: true  ${JSON.stringify(heard)}, ${tokensInFlight} tokens in flight, ${tokensAfterAbort} after the abort`,
    );
  }
  const verdict = ok ? 'ok' : `FAILED\n${faults.map((fault) => `  ${fault}`).join('\n')}`;
  return ['', ...(lines.length > 0 ? ['Times', ...lines, ''] : []), verdict].join('\n');
}

const duration = (milliseconds: number | null) =>
  milliseconds === null ? '      never' : `${milliseconds.toFixed(1).padStart(8)} ms`;
