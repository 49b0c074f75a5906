import * as v from 'valibot';
import type { ToolCall } from '../model/model';
import type { Tool, ToolContext, ToolResult } from './tool';

/** About 400 tokens: a longer result costs time and money at every further turn. */
const LONGEST_RESULT = 1600;

/**
 * Runs what the model has asked for: its arguments held against the tool's schema, within the tool's time limit, the
 * result no longer than the model's memory can bear. It never rejects: the model is told what went wrong, as an answer,
 * and can mend it or say it.
 * @param context its signal ends the tool too, as when the call ends
 */
export async function callTool(
  tools: readonly Tool[],
  call: ToolCall,
  context: ToolContext,
  onFailure: (error: unknown) => void = () => undefined,
): Promise<ToolResult> {
  const tool = tools.find(({ name }) => name === call.name);
  if (!tool) return answer(`There is no tool ${call.name}. There are: ${tools.map(({ name }) => name).join(', ')}.`);
  const input = v.safeParse(tool.input, argumentsOf(call));
  if (!input.success)
    return answer(`The arguments are not right: ${issuesOf(input.issues)}. Ask the caller, or mend them.`);
  try {
    const result = await withinLimit(tool.timeoutMs, context.signal, (signal) =>
      tool.run(input.output, { ...context, signal }),
    );
    return { ...result, text: cut(result.text) };
  } catch (error) {
    onFailure(error);
    return answer(
      error instanceof OutOfTime
        ? `The tool ${call.name} gave no answer within ${tool.timeoutMs} ms. Say so, and offer another way.`
        : `The tool ${call.name} does not work at the moment. Say so, and offer another way.`,
    );
  }
}

class OutOfTime extends Error {
  override name = 'OutOfTime';
}

/** A tool that does not look at its signal is not waited for. */
async function withinLimit(
  limitMs: number,
  callSignal: AbortSignal,
  run: (signal: AbortSignal) => Promise<ToolResult>,
): Promise<ToolResult> {
  callSignal.throwIfAborted();
  const abort = new AbortController();
  const { promise, reject } = deferred();
  const end = (reason: unknown) => {
    abort.abort(reason);
    reject(reason);
  };
  const onCallEnd = () => end(callSignal.reason);
  const limit = setTimeout(() => end(new OutOfTime(`no answer within ${limitMs} ms`)), limitMs);
  callSignal.addEventListener('abort', onCallEnd, { once: true });
  try {
    return await Promise.race([run(abort.signal), promise]);
  } finally {
    clearTimeout(limit);
    callSignal.removeEventListener('abort', onCallEnd);
  }
}

function deferred(): { promise: Promise<never>; reject(reason: unknown): void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}

/** A model that wants nothing writes nothing. */
function argumentsOf({ arguments: text }: ToolCall): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const issuesOf = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues.map((issue) => `${v.getDotPath(issue) ?? 'they'}: ${issue.message}`).join('; ');

const answer = (text: string): ToolResult => ({ kind: 'answer', text: cut(text) });

const cut = (text: string): string => (text.length <= LONGEST_RESULT ? text : `${text.slice(0, LONGEST_RESULT - 1)}…`);
