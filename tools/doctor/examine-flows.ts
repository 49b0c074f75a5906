import type { Twilio } from 'twilio';
import { SITES } from '../../src/sites/sites';
import type { Environment } from '../environments/environment';
import { ensureFlows } from '../flows/account/flows-account';
import { flowFriendlyName } from '../flows/flow-friendly-name';
import type { DeeperAnswers } from './account-answers';
import type { Creation, Finding } from './finding';
import { MAIN_FLOW } from './names';
import { otherEnvironment } from './other-environment';
import { CREATE, foundByName, join, notKnown, type Part } from './part';

const MAIN = 'STUDIO_FLOW_SID';
const FURTHER = 'STUDIO_FLOWS';

interface Flow {
  sid: string;
  friendlyName: string;
  status: string;
}

/** The flows that chats enter: that of STUDIO_FLOW_SID, and those of sites that name another one. */
export function examineFlows(client: Twilio, environment: Environment, answers: DeeperAnswers): Part {
  const { flows, workspaceSid = '' } = answers;
  if (!flows.ok) return { findings: [notKnown(MAIN, flows)] };
  const { values } = environment;
  const further = [...new Set(SITES.map(({ flow }) => flow))].filter((flow) => flow !== MAIN_FLOW);
  const isThere = (name: string) =>
    flows.value.some(({ friendlyName }) => friendlyName === flowFriendlyName(environment, name));
  const missing = [...(values[MAIN] ? [] : [MAIN_FLOW]), ...(values[FURTHER] ? [] : further)].filter(
    (name) => !isThere(name),
  );
  const create: Creation = {
    what: `The Studio flows ${missing.map((name) => flowFriendlyName(environment, name)).join(', ')}, empty until \`npm run deploy\` publishes them`,
    make: async () => {
      const sids = await ensureFlows({ client, environment, workspaceSid }, [MAIN_FLOW, ...further]);
      const main = sids[MAIN_FLOW];
      const pairs = further.map((name) => `${name}=${sids[name]}`);
      return { ...(main ? { [MAIN]: main } : {}), ...(pairs.length > 0 ? { [FURTHER]: pairs.join(',') } : {}) };
    },
  };
  return join([
    examineMain(environment, flows.value, answers),
    examineFurther(environment, flows.value, further),
    { creations: missing.length > 0 ? [create] : [] },
  ]);
}

function examineMain(environment: Environment, flows: Flow[], answers: DeeperAnswers): Part {
  const set = environment.values[MAIN];
  const friendlyName = flowFriendlyName(environment, MAIN_FLOW);
  const flow = flows.find((one) => (set ? one.sid === set : one.friendlyName === friendlyName));
  if (flow && !set) return foundByName(MAIN, flow.sid, `the flow "${friendlyName}", ${flow.status}`);
  const other =
    flow && otherEnvironment(flow.friendlyName, environment, answers, (each) => flowFriendlyName(each, MAIN_FLOW));
  if (flow && other) {
    const message = `"${flow.friendlyName}" is of environment ${other}, whose chats would reach these Functions`;
    return {
      findings: [{ name: MAIN, state: 'wrong', value: set, message, mend: `Empty it; ${CREATE}`, required: true }],
    };
  }
  if (flow) {
    const message = `"${flow.friendlyName}", ${flow.status}`;
    return { findings: [{ name: MAIN, state: 'found', value: set, message, required: true }] };
  }
  if (!set) {
    const message = `no flow "${friendlyName}"`;
    return { findings: [{ name: MAIN, state: 'missing', message, mend: CREATE, required: true }] };
  }
  return { findings: [notThere(MAIN, set, environment)] };
}

function examineFurther(environment: Environment, flows: Flow[], wanted: string[]): Part {
  const text = environment.values[FURTHER];
  if (text) {
    const given = text.split(',').map((part) => part.trim().split('='));
    const gone = given.find(([, sid]) => !flows.some((flow) => flow.sid === sid));
    if (gone) return { findings: [notThere(FURTHER, text, environment, gone.join('='))] };
    const lacking = wanted.filter((flow) => !given.some(([key]) => key === flow));
    const mend = `Add ${lacking.map((flow) => `${flow}=FW…`).join(',')}, or empty it; ${CREATE}`;
    if (lacking.length > 0) return { findings: [lacks(lacking, mend, text)] };
    const message = given.length === 1 ? 'one more flow' : `${given.length} more flows`;
    return { findings: [{ name: FURTHER, state: 'found', value: text, message, required: wanted.length > 0 }] };
  }
  if (wanted.length === 0) return {};
  const sidOf = (name: string) =>
    flows.find(({ friendlyName }) => friendlyName === flowFriendlyName(environment, name))?.sid;
  const lacking = wanted.filter((name) => !sidOf(name));
  if (lacking.length > 0) return { findings: [lacks(lacking, CREATE)] };
  return foundByName(FURTHER, wanted.map((name) => `${name}=${sidOf(name)}`).join(','), 'the flows that sites name');
}

const notThere = (name: string, value: string, { values }: Environment, which?: string): Finding => ({
  name,
  state: 'wrong',
  value,
  message: `${which ? `${which}: ` : ''}not in account ${values.ACCOUNT_SID}: it belongs to another one, or is gone`,
  mend: `Empty it; ${CREATE}`,
  required: true,
});

const lacks = (flows: string[], mend: string, value?: string): Finding => ({
  name: FURTHER,
  state: 'missing',
  value,
  message: `no flow for the sites that name ${flows.join(', ')}`,
  mend,
  required: true,
});
