import type { Twilio } from 'twilio';
import { SITES } from '../../src/sites/sites';
import type { Environment } from '../environments/environment';
import { findings as compare, type RoutingFinding } from '../routing/compare-routing';
import { ensureRouting } from '../routing/ensure-routing';
import { readWorkflows } from '../routing/read-workflows';
import type { AccountQueue, AccountWorkflow } from '../routing/workspace-routing';
import type { DeeperAnswers } from './account-answers';
import type { Creation, Finding } from './finding';
import { namesOfFlows, QUEUE_NAME } from './names';
import { CREATE, foundByName, join, notKnown, type Part } from './part';

/** Workflow, queues and task channel of the variables, and what sites, flows and routing/ call by name. */
export function examineRouting(client: Twilio, environment: Environment, answers: DeeperAnswers): Part {
  const { workspaceSid, workflows, queues, taskChannels } = answers;
  if (!workspaceSid || !workflows || !queues || !taskChannels) return {};
  const failed = [
    workflows.ok ? [] : [notKnown('TASKROUTER_WORKFLOW_SID', workflows)],
    queues.ok ? [] : [notKnown('TASKROUTER_QUEUE_SID', queues)],
    taskChannels.ok ? [] : [notKnown('task channels', taskChannels)],
  ].flat();
  if (!workflows.ok || !queues.ok || !taskChannels.ok) return { findings: failed };
  const names = namesOfFlows();
  const [workflow = ''] = Object.values(names.workflows);
  return join([
    pick(environment, 'TASKROUTER_WORKFLOW_SID', workflows.value, workflow, 'workflow'),
    pick(environment, 'TASKROUTER_QUEUE_SID', queues.value, QUEUE_NAME, 'queue'),
    { findings: WORKFLOWS_OF_CALLS.flatMap((name) => examineWorkflowOfCalls(environment, name, workflows.value)) },
    examineFiles(client, workspaceSid, { workflows: workflows.value, queues: queues.value }),
    { findings: examineChannels(taskChannels.value, Object.values(names.taskChannels)) },
  ]);
}

interface Named {
  sid: string;
  friendlyName: string;
}

function pick({ values }: Environment, name: string, all: Named[], friendlyName: string, kind: string): Part {
  const set = values[name];
  const one = all.find((candidate) => (set ? candidate.sid === set : candidate.friendlyName === friendlyName));
  if (one && !set) return foundByName(name, one.sid, `the ${kind} "${one.friendlyName}"`);
  if (one) {
    return { findings: [{ name, state: 'found', value: set, message: `"${one.friendlyName}"`, required: true }] };
  }
  const others = all.map((other) => `${other.sid} "${other.friendlyName}"`).join(', ');
  const choose = others ? ` Or choose: ${others}.` : '';
  if (!set) {
    const message = `no ${kind} "${friendlyName}" in the workspace`;
    return { findings: [{ name, state: 'missing', message, mend: CREATE + choose, required: true }] };
  }
  const message = 'not in the workspace: it belongs to another one, or is gone';
  return {
    findings: [{ name, state: 'wrong', value: set, message, mend: `Empty it; ${CREATE}${choose}`, required: true }],
  };
}

const WORKFLOWS_OF_CALLS = ['TASKROUTER_VIDEO_WORKFLOW_SID', 'TASKROUTER_VOICE_WORKFLOW_SID'];

/** Needs not be there, but with one that is gone a customer who calls reaches nobody. */
function examineWorkflowOfCalls({ values }: Environment, name: string, workflows: Named[]): Finding[] {
  const value = values[name];
  if (!value) return [];
  const one = workflows.find(({ sid }) => sid === value);
  if (one) return [{ name, state: 'found', value, message: `"${one.friendlyName}"`, required: false }];
  const choose = workflows.map(({ sid, friendlyName }) => `${sid} "${friendlyName}"`).join(', ');
  return [
    {
      name,
      state: 'wrong',
      value,
      message: 'not in the workspace: it belongs to another one, or is gone',
      mend: `Empty it: calls then take TASKROUTER_WORKFLOW_SID.${choose ? ` Or choose: ${choose}.` : ''}`,
      required: true,
    },
  ];
}

/** Queues and workflows of routing/, and queues that only sites name. */
function examineFiles(
  client: Twilio,
  workspaceSid: string,
  there: { workflows: AccountWorkflow[]; queues: AccountQueue[] },
): Part {
  const compared = compare(readWorkflows(), { workflows: byName(there.workflows), queues: byName(there.queues) });
  // What somebody else made stays theirs, and their queues with it.
  const isKept = compared.some(({ kind, kept }) => kind === 'workflow' && kept);
  const ofSites = queuesOfSites();
  const strangers = [...ofSites.keys()].filter(
    (name) => !compared.some((one) => one.kind === 'queue' && one.name === name),
  );
  const missing = compared.filter(({ state }) => state === 'missing');
  const create: Creation = {
    what: `In TaskRouter: ${missing.map(({ kind, name }) => `${kind} "${name}"`).join(', ')}`,
    make: async () => {
      const { workflows, queues } = await ensureRouting(client, { workspaceSid });
      const [workflow = ''] = Object.values(namesOfFlows().workflows);
      const made = { TASKROUTER_WORKFLOW_SID: workflows[workflow], TASKROUTER_QUEUE_SID: queues[QUEUE_NAME] };
      return Object.fromEntries(Object.entries(made).flatMap(([name, sid]) => (sid ? [[name, sid]] : [])));
    },
  };
  return {
    findings: [
      ...compared.map((one) => toFinding(one, one.kind === 'queue' ? ofSites.get(one.name) : undefined, isKept)),
      ...strangers.map((name) => aboutStranger(name, ofSites.get(name) ?? '', there.queues)),
    ],
    creations: missing.length > 0 && !isKept ? [create] : [],
  };
}

function toFinding(compared: RoutingFinding, site: string | undefined, isKept: boolean): Finding {
  const { kind, name, state, sid, message } = compared;
  const base = { name: `${kind} "${name}"`, value: sid };
  const why = site ? `, and the site ${site} names it` : '';
  if (state === 'found') return { ...base, state: 'found', message: `as routing/ says${why}`, required: true };
  if (state === 'missing') {
    const needed = kind === 'workflow' || site !== undefined || !isKept;
    const mend = isKept ? 'Make it in the console, or see `npm run routing`.' : CREATE;
    return {
      ...base,
      state: 'missing',
      message: `not in the workspace; routing/ has it${why}`,
      mend,
      required: needed,
    };
  }
  return {
    ...base,
    state: 'wrong',
    message: message ?? 'not as routing/ says',
    mend: '`npm run routing -- diff` shows it.',
    required: false,
  };
}

function aboutStranger(name: string, site: string, queues: Named[]): Finding {
  const sid = queues.find(({ friendlyName }) => friendlyName === name)?.sid;
  const base = { name: `queue "${name}"`, value: sid, required: true };
  if (sid) return { ...base, state: 'found', message: `the site ${site} names it` };
  const mend = 'Put it into routing/, or make it in the console, with that name.';
  return { ...base, state: 'missing', message: `not in the workspace; the site ${site} names it`, mend };
}

/** Each queue that sites name, and the first of those sites. */
function queuesOfSites(): Map<string, string> {
  const sites = new Map<string, string>();
  for (const { name, queue, queues = [], handoffQueues = [] } of SITES) {
    for (const one of [...(queue ? [queue] : []), ...queues, ...handoffQueues]) {
      if (!sites.has(one)) sites.set(one, name);
    }
  }
  return sites;
}

function examineChannels(channels: { sid: string; uniqueName: string }[], wanted: string[]): Finding[] {
  return wanted.map((uniqueName) => {
    const channel = channels.find((one) => one.uniqueName === uniqueName);
    const base = { name: `task channel "${uniqueName}"`, required: true };
    if (channel) return { ...base, state: 'found', value: channel.sid, message: 'the flows hand over through it' };
    const mend = 'Console, TaskRouter, Task Channels: make it, with that unique name.';
    return { ...base, state: 'missing', message: 'not in the workspace; the flows hand over through it', mend };
  });
}

const byName = <Resource extends Named>(all: Resource[]) =>
  new Map(all.map((resource) => [resource.friendlyName, resource]));
