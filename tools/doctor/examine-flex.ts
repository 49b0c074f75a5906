import type { Environment } from '../environments/environment';
import type { DeeperAnswers } from './account-answers';
import { type Answer, isNotThere, isRefused } from './answer';
import type { Finding } from './finding';
import { foundByName, join, notKnown, type Part } from './part';

/** Flex itself, and the Conversations Service and workspace that it uses. */
export function examineFlex(environment: Environment, answers: DeeperAnswers): Part {
  const { conversations, flex, serviceConfiguration, workspace } = answers;
  const configuration = flex.ok ? flex.value : undefined;
  const parts = [
    { findings: [examineConfiguration(answers)] },
    pick(environment, 'CONVERSATIONS_SERVICE_SID', {
      ofFlex: configuration?.chatServiceInstanceSid,
      answer: serviceConfiguration,
      what: 'the Conversations Service of Flex',
    }),
    pick(environment, 'TASKROUTER_WORKSPACE_SID', {
      ofFlex: configuration?.taskrouterWorkspaceSid,
      answer: workspace,
      what: workspace?.ok ? `the workspace of Flex, "${workspace.value.friendlyName}"` : 'the workspace of Flex',
    }),
  ];
  if (configuration && conversations.ok) {
    const { defaultChatServiceSid } = conversations.value;
    if (defaultChatServiceSid !== configuration.chatServiceInstanceSid) {
      parts.push({ findings: [anotherDefault(defaultChatServiceSid, configuration.chatServiceInstanceSid)] });
    }
  }
  return join(parts);
}

function examineConfiguration({ flex }: DeeperAnswers): Finding {
  const base = { name: 'Flex', required: true };
  if (flex.ok) {
    const { status, flexInstanceSid } = flex.value;
    return { ...base, state: 'found', value: flexInstanceSid, message: `its state is "${status}"` };
  }
  if (!isNotThere(flex) && !isRefused(flex)) return notKnown('Flex', flex);
  return {
    ...base,
    state: 'missing',
    message: 'this account has no Flex: no workspace, no agents, nobody to hand a chat to',
    mend: 'Add Flex to the account (console.twilio.com/flex), or name an account that has it.',
  };
}

interface Choice {
  ofFlex: string | undefined;
  /** Of the one that is set, or else of Flex's. */
  answer: Answer<unknown> | undefined;
  what: string;
}

function pick({ values, file }: Environment, name: string, { ofFlex, answer, what }: Choice): Part {
  const set = values[name];
  const base = { name, value: set, required: true };
  if (set === undefined) return ofFlex ? foundByName(name, ofFlex, what) : {};
  if (!answer) return {};
  const mend = ofFlex ? `Write ${name}=${ofFlex} into ${file}: ${what}.` : undefined;
  if (isNotThere(answer)) {
    const message = `not in account ${values.ACCOUNT_SID}: it belongs to another one, or is gone`;
    return { findings: [{ ...base, state: 'wrong', message, mend }] };
  }
  if (!answer.ok) return { findings: [notKnown(name, answer)] };
  if (ofFlex && set !== ofFlex) {
    return {
      findings: [{ ...base, state: 'wrong', message: 'not the one that Flex uses: no agent would see a chat', mend }],
    };
  }
  return { findings: [{ ...base, state: 'found', message: what }] };
}

// https://www.twilio.com/docs/flex/developer/conversations/best-practices
const anotherDefault = (sid: string, ofFlex: string): Finding => ({
  name: 'default Conversations Service',
  state: 'wrong',
  value: sid,
  message: 'not the Service of Flex, which should be the default one',
  mend: `Console, Conversations, Defaults: make it ${ofFlex}.`,
  required: false,
});
