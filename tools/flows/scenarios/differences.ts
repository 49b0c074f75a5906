import { isDeepStrictEqual } from 'node:util';
import { listDifference } from './list-difference';
import type { Played } from './played';
import type { Expectation } from './scenario';

/** What did not come as expected, each as lines to read. Empty: all is as it should be. */
export function differences(expected: Expectation, played: Played): string[] {
  const problems = played.executions.flatMap((log) => log.problems);
  const parts: [title: string, lines: string[] | undefined][] = [
    ['said to the customer', listDifference(expected.said ?? [], played.said)],
    ['path', pathDifference(expected.path, played)],
    ['calls', callsDifference(expected.calls, played)],
    ['tasks', tasksDifference(expected.tasks ?? [], played)],
    [
      'problems',
      listDifference(
        (expected.problems ?? []).map(String),
        problems.map(({ code, message }) => (code === null ? message : String(code))),
      )?.concat(problems.map(({ code, message, widget }) => `  (${code ?? 'no code'} at ${widget}: ${message})`)),
    ],
    ['in the end', listDifference([ending(expected.waitsAt ?? null)], [ending(waitsAt(played))])],
  ];
  if (played.executions.length === 0) {
    return ['nothing started the flow: the scenario needs a message under "customer", a "call", or a "request"'];
  }
  const missing = [...new Set(played.unanswered)].map(
    (call) => `${call} was called, and the scenario has no answer for it under "functions"`,
  );
  const leftOver = played.leftOver.map(
    ({ path, answers, asked }) => `${path} was asked ${times(asked)}, and the scenario has ${answers} answers for it`,
  );
  return [
    ...missing,
    ...leftOver,
    ...played.callProblems,
    ...parts.flatMap(([title, lines]) => (lines ? [title, ...lines.map((line) => `  ${line}`)] : [])),
  ];
}

const times = (count: number) => (count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`);

const waitsAt = ({ executions }: Played) => executions.find(({ waitingAt }) => waitingAt !== null)?.waitingAt ?? null;
const ending = (widget: string | null) => (widget === null ? 'the flow has ended' : `the flow waits at ${widget}`);

/** A name alone stands for any event of that widget. */
function pathDifference(expected: string[] | undefined, { steps }: Played): string[] | undefined {
  if (!expected) return undefined;
  const taken = steps.filter(({ type }) => type !== 'trigger');
  const actual = taken.map(({ widget, event }, index) => {
    const whole = `${widget}:${event}`;
    return expected[index] !== whole && expected.includes(widget) ? widget : whole;
  });
  return listDifference(expected, actual);
}

function callsDifference(expected: Expectation['calls'], { calls }: Played): string[] | undefined {
  if (!expected) return undefined;
  const actual = calls.map((call, index) => {
    const path = expected[index]?.[0].startsWith('http') ? call.url.origin + call.url.pathname : call.url.pathname;
    const wanted = Object.keys(expected[index]?.[1] ?? {});
    const given = wanted.filter((key) => key in call.params).map((key) => [key, call.params[key]]);
    return callLine(path, Object.fromEntries(given));
  });
  return listDifference(
    expected.map(([path, parameters]) => callLine(path, parameters ?? {})),
    actual,
  );
}

const callLine = (path: string, parameters: Record<string, unknown>) =>
  [path, ...Object.entries(parameters).map(([key, value]) => `${key}=${JSON.stringify(value)}`)].join(' ');

function tasksDifference(expected: NonNullable<Expectation['tasks']>, { interactions }: Played): string[] | undefined {
  const actual = interactions.map(({ routing }, index) => {
    const { attributes = {}, priority, timeout } = routing?.properties ?? {};
    return {
      attributes,
      ...(expected[index]?.priority === undefined ? {} : { priority }),
      ...(expected[index]?.timeout === undefined ? {} : { timeout }),
    };
  });
  return isDeepStrictEqual(expected, actual)
    ? undefined
    : listDifference(expected.flatMap(pretty), actual.flatMap(pretty));
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2).split('\n');
