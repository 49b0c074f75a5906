import type { Environment } from '../environments/environment';
import type { DeeperAnswers } from './account-answers';
import { isNotThere } from './answer';
import type { Finding } from './finding';
import { namesOfFlows } from './names';
import { notKnown, type Part } from './part';

const DEPLOY = '`npm run deploy` does it.';

/** Where the Functions are, if they were deployed, and whom TaskRouter tells of its events. */
export function examineFunctions(environment: Environment, answers: DeeperAnswers): Part {
  const { finding, domain } = examineDeployment(environment, answers);
  return { findings: [finding, ...examineCallback(answers, domain)] };
}

function examineDeployment(
  { domainSuffix, name: environmentName }: Environment,
  { services, environments }: DeeperAnswers,
): { finding: Finding; domain?: string } {
  const name = 'Functions';
  const { uniqueName } = namesOfFlows().serverless.service;
  if (!services.ok) return { finding: notKnown(name, services, false) };
  if (environments && !environments.ok) return { finding: notKnown(name, environments, false) };
  const here = environments?.value.find((one) => (one.domainSuffix ?? '') === domainSuffix);
  if (here?.buildSid) {
    const message = `deployed as "${uniqueName}", environment ${environmentName}`;
    return {
      finding: { name, state: 'found', value: here.domainName, message, required: false },
      domain: here.domainName,
    };
  }
  const message = environments
    ? `"${uniqueName}" has nothing deployed for environment ${environmentName}`
    : `"${uniqueName}" is not deployed yet`;
  return { finding: { name, state: 'unset', message, mend: DEPLOY, required: false } };
}

/** A workspace has one callback, and it may be somebody else's. */
function examineCallback({ workspace }: DeeperAnswers, domain: string | undefined): Finding[] {
  const name = 'TaskRouter event callback';
  if (!workspace || isNotThere(workspace)) return [];
  if (!workspace.ok) return [notKnown(name, workspace)];
  const base = { name, required: false };
  const url = workspace.value.eventCallbackUrl;
  if (!url) {
    const message = 'free: customers are not told when nobody took their chat in time';
    return [{ ...base, state: 'unset', message, mend: '`npm run deploy` sets it if you agree.' }];
  }
  if (domain && url === `https://${domain}/webhook`) {
    return [{ ...base, state: 'found', value: url, message: 'these Functions' }];
  }
  return [
    {
      ...base,
      state: 'unset',
      value: url,
      message: "somebody else's: customers are not told when nobody took their chat in time",
    },
  ];
}
