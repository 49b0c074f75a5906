import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { CommandError } from '../command-error';
import { PROJECT_FOLDER } from '../project-folder';
import { checkWorkflow, type WorkflowProblem } from './check-workflow';
import { WorkflowFile } from './workflow-file';

export const ROUTING_FOLDER = path.join(PROJECT_FOLDER, 'routing');
const SUFFIX = '.workflow.json';

/**
 * Every workflow of a folder, checked.
 *
 * @throws CommandError that names each thing that is wrong, with file and place
 */
export function readWorkflows(folder = ROUTING_FOLDER): WorkflowFile[] {
  const files = listFiles(folder);
  if (files.length === 0) throw new CommandError(`${folder} has no *${SUFFIX}`);
  const problems: string[] = [];
  const workflows: WorkflowFile[] = [];
  for (const file of files) {
    const read = readWorkflow(readFileSync(path.join(folder, file), 'utf8'));
    problems.push(...read.problems.map(({ place, message }) => `${file}: ${place}${place && ': '}${message}`));
    if (read.workflow) workflows.push(read.workflow);
  }
  problems.push(...contradictions(workflows));
  if (problems.length > 0)
    throw new CommandError(`Wrong in ${folder}:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  return workflows;
}

/** One file's text: the workflow, and what is wrong with it. */
export function readWorkflow(text: string): { workflow?: WorkflowFile; problems: WorkflowProblem[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {
      problems: [{ place: lineOf(text, error), message: `is no JSON: ${error instanceof Error ? error.message : ''}` }],
    };
  }
  const result = v.safeParse(WorkflowFile, json);
  if (!result.success)
    return { problems: result.issues.map((issue) => ({ place: placeIn(json, issue), message: said(issue) })) };
  return { workflow: result.output, problems: checkWorkflow(result.output) };
}

/** Where JSON breaks off, as an editor counts; empty where Node does not say. */
function lineOf(text: string, error: unknown): string {
  const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
  return position === undefined ? '' : `line ${text.slice(0, Number(position)).split('\n').length}`;
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(SUFFIX))
      .sort();
  } catch {
    throw new CommandError(`${folder} is not there`);
  }
}

/** Two files may need the same queue; they must agree on it. */
function contradictions(workflows: WorkflowFile[]): string[] {
  const queues = new Map<string, string>();
  const problems: string[] = [];
  const names = workflows.map(({ friendly_name: name }) => name);
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) < index)))
    problems.push(`two files hold the workflow "${name}"`);
  for (const queue of workflows.flatMap(({ task_queues: all }) => all)) {
    const text = JSON.stringify(queue);
    if ((queues.get(queue.friendly_name) ?? text) !== text)
      problems.push(`two files differ about the queue "${queue.friendly_name}"`);
    queues.set(queue.friendly_name, text);
  }
  return problems;
}

type Issue = v.InferIssue<typeof WorkflowFile>;

function placeIn(json: unknown, issue: Issue): string {
  const keys = (issue.path ?? []).map(({ key }) => key as string | number);
  const start = keys[0] === 'configuration' && keys[1] === 'task_routing' && keys.length > 2 ? 2 : 0;
  let place = '';
  let value = keys.slice(0, start).reduce<unknown>(below, json);
  for (const key of keys.slice(start)) {
    value = below(value, key);
    const named = below(value, 'filter_friendly_name') ?? below(value, 'friendly_name');
    if (typeof key === 'string') place += place === '' ? key : `.${key}`;
    else place += typeof named === 'string' ? `[${key}] "${named}"` : `[${key}]`;
  }
  return place;
}

const below = (value: unknown, key: string | number): unknown =>
  value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

function said(issue: Issue): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is unknown here';
  if (issue.received === 'undefined') return 'is missing';
  return issue.message.startsWith('Invalid')
    ? `${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`
    : issue.message;
}
