import type { Twilio } from 'twilio';
import type { Environment } from '../environments/environment';
import { forEnvironment } from '../environments/for-environment';
import { askAccount, askDeeper } from './account-answers';
import { examineCredentials } from './examine-credentials';
import { examineFlex } from './examine-flex';
import { examineFlows } from './examine-flows';
import { examineFunctions } from './examine-functions';
import { examineRegion, REGION } from './examine-region';
import { examineRoles } from './examine-roles';
import { examineRouting } from './examine-routing';
import { examineSecrets } from './examine-secrets';
import { examineSync } from './examine-sync';
import { examineTogether } from './examine-together';
import { examineVariables } from './examine-variables';
import type { Examination, Finding } from './finding';
import { join } from './part';

export interface ExamineContext {
  /** Absent: only what the variables say by themselves is looked at. */
  client?: Twilio;
  environment: Environment;
  /** Of the process: the helper library reads region and edge from it. */
  given?: Record<string, string | undefined>;
}

/** While one of these is wrong, no request arrives where it should. */
const CREDENTIALS = ['ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'AUTH_TOKEN', ...REGION];

/**
 * What the account and the environment's variables have for the Functions, what is missing or wrong, and what can be
 * made. It changes nothing and throws nothing: what could not be asked is among the findings. Twelve to fourteen requests, two deep.
 */
export async function examine(context: ExamineContext): Promise<Examination> {
  const examination = await look(context);
  const findings = examination.findings.map(({ mend, ...finding }) => ({
    ...finding,
    ...(mend && { mend: forEnvironment(mend, context.environment) }),
  }));
  return { ...examination, findings };
}

async function look({ client, environment, given = process.env }: ExamineContext): Promise<Examination> {
  const said = saidByVariables(environment, given);
  const unusable = said.some(({ name, state }) => state === 'wrong' && CREDENTIALS.includes(name));
  if (!client || unusable) return { findings: said, found: {}, creations: [] };
  const answers = await askAccount(client, environment);
  const credentials = examineCredentials(environment, answers);
  if (credentials.some(({ state }) => state === 'wrong')) {
    return { findings: merge(said, credentials), found: {}, creations: [] };
  }
  // A malformed SID is no SID to ask about.
  const wellFormed = { ...environment, values: withoutWrong(environment.values, said) };
  const deeper = await askDeeper(client, wellFormed, answers);
  const parts = join([
    { findings: credentials },
    examineFlex(wellFormed, deeper),
    examineRouting(client, wellFormed, deeper),
    examineRoles(client, wellFormed, deeper),
    examineSync(client, wellFormed, deeper),
    examineFlows(client, wellFormed, deeper),
    examineFunctions(wellFormed, deeper),
  ]);
  return { ...withoutMalformed(parts, said), findings: merge(said, parts.findings) };
}

function saidByVariables(environment: Environment, given: Record<string, string | undefined>): Finding[] {
  const variables = examineVariables(environment);
  const wellFormed = variables.every(({ state }) => state !== 'wrong');
  return merge(variables, [
    ...examineSecrets(environment),
    ...(wellFormed ? examineTogether(environment) : []),
    ...examineRegion(environment, given),
  ]);
}

function withoutWrong(values: Environment['values'], said: Finding[]): Environment['values'] {
  const wrong = new Set(said.filter(({ state }) => state === 'wrong').map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !wrong.has(name)));
}

/** A line with a malformed value stays as it is, so there is nothing to write in its place. */
function withoutMalformed({ found, creations }: Examination, said: Finding[]) {
  const wrong = new Set(said.filter(({ state }) => state === 'wrong').map(({ name }) => name));
  return { found: Object.fromEntries(Object.entries(found).filter(([name]) => !wrong.has(name))), creations };
}

/** Later findings take the place of earlier ones of the same name, unless those are wrong in themselves. */
function merge(first: Finding[], later: Finding[]): Finding[] {
  const byName = new Map(first.map((finding) => [finding.name, finding]));
  for (const finding of later) {
    const before = byName.get(finding.name);
    if (before?.state === 'wrong') byName.set(finding.name, { ...before, mend: hint(before, finding) });
    else byName.set(finding.name, finding);
  }
  return [...byName.values()];
}

/** For a malformed value, the right one if the account has told it. */
function hint(wrong: Finding, looked: Finding): string | undefined {
  return looked.state === 'found' && looked.value && looked.value !== wrong.value
    ? `${wrong.mend ?? ''} The account has ${looked.value}.`.trim()
    : wrong.mend;
}
