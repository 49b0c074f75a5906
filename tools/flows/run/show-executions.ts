import { isDeepStrictEqual } from 'node:util';
import type { StudioContext } from '../../../local-twilio/src/studio/context';
import type { ExecutionLog } from '../../../local-twilio/src/studio/execution-log';
import type { Studio } from '../../../local-twilio/src/studio/studio';
import { paint } from '../paint';

const LONGEST = 160;

/** Prints each widget as it runs: name, type, the event it took, what it said or was answered, what variables became. */
export function showExecutions(studio: Studio, types: (widget: string) => string, print: (line: string) => void): void {
  const variables = new Map<string, Record<string, unknown>>();
  const problems = new Map<string, number>();

  const line = (widget: string, type: string, event: string) =>
    print(`  ${paint('bold', widget.padEnd(22))} ${paint('dim', type.padEnd(24))} ${paint('cyan', event)}`);
  const detail = (text: string) => print(`      ${text}`);
  const showProblems = ({ sid, problems: all }: ExecutionLog) => {
    for (const { code, message } of all.slice(problems.get(sid) ?? 0)) {
      detail(paint('yellow', `! ${code === null ? '' : `${code} `}${message}`));
    }
    problems.set(sid, all.length);
  };
  const showOutputs = ({ widgets }: StudioContext, widget: string) => {
    for (const text of describeOutputs(widgets[widget] ?? {})) detail(shorten(text));
  };
  const showVariables = (flowSid: string, { sid }: ExecutionLog, context: StudioContext) => {
    const key = `${sid} ${flowSid}`;
    const before = variables.get(key) ?? {};
    for (const [name, value] of Object.entries(context.flow.variables)) {
      if (!isDeepStrictEqual(before[name], value)) detail(shorten(`${name} = ${JSON.stringify(value)}`));
    }
    variables.set(key, structuredClone(context.flow.variables));
  };

  /** What a widget that waits has said already. */
  let shown = '';
  studio.watch({
    leaves: (log, { widget, type, event, flowSid, context }) => {
      line(widget, type, event);
      if (shown === widget) shown = '';
      else showOutputs(context, widget);
      showVariables(flowSid, log, context);
      showProblems(log);
    },
    waits: (log, widget, context) => {
      line(widget, types(widget), `waits until ${log.waitingUntil}`);
      showOutputs(context, widget);
      showProblems(log);
      shown = widget;
    },
    pauses: (log) => {
      showProblems(log);
      if (log.status === 'ended') print(paint('dim', '  the flow has ended'));
    },
  });
}

function describeOutputs(outputs: Record<string, unknown>): string[] {
  const {
    outbound,
    status_code: status,
    body,
    sid,
    routing,
  } = outputs as {
    outbound?: { Body?: string };
    status_code?: number;
    body?: string;
    sid?: string;
    routing?: { properties?: { attributes?: unknown } };
  };
  const lines: string[] = [];
  if (outbound) lines.push(`says ${JSON.stringify(outbound.Body)}`);
  if (status !== undefined) lines.push(`answered ${status} ${body}`);
  if (routing) lines.push(`task ${sid} ${JSON.stringify(routing.properties?.attributes)}`);
  return lines;
}

const shorten = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
