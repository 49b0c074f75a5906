import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { seededSid } from '../account/sids';
import type { Kernel } from '../kernel';
import type { ConversationsPort, FlexPort, StudioPort } from '../ports';
import { conversationTrigger } from './context';
import type { ExecutionLog } from './execution-log';
import { type Flow, FlowStore } from './flow-store';
import { Execution, type InterpreterParts } from './interpreter';
import { STUDIO_LIMITS, type StudioLimits } from './limits';
import { StudioLiquid } from './liquid';
import { registerStudioRest } from './rest';
import { runFunction } from './widgets/run-function';
import { sendAndWaitForReply } from './widgets/send-and-wait-for-reply';
import { sendMessage } from './widgets/send-message';
import { sendToFlex } from './widgets/send-to-flex';
import { setVariables } from './widgets/set-variables';
import { splitBasedOn } from './widgets/split-based-on';
import { trigger } from './widgets/trigger';

export interface StudioOptions {
  conversations: ConversationsPort;
  flex: FlexPort;
  /** Where run-function calls go. */
  functionsUrl?: string;
  /** Published at the start, each under a SID that its name gives it. */
  flows: { name: string; definition: FlowDefinition }[];
  limits?: Partial<StudioLimits>;
  /** Called whenever an execution waits for a reply or has ended. */
  onPause?: (log: ExecutionLog) => void;
}

export interface Studio extends StudioPort {
  /** Friendly name → FW… */
  flows(): Record<string, string>;
  /** The step logs, oldest first. */
  executions(conversationSid?: string): ExecutionLog[];
  /** For `GET /_local/state`. */
  state(): unknown;
}

const KEPT_EXECUTIONS = 1000;

/** Runs flows on conversations and answers studio.twilio.com. */
export function createStudio(kernel: Kernel, options: StudioOptions): Studio {
  const { conversations, flex, functionsUrl } = options;
  const widgetParts = { kernel, conversations, flex, functionsUrl, limits: { ...STUDIO_LIMITS, ...options.limits } };
  const parts: InterpreterParts = {
    ...widgetParts,
    liquid: new StudioLiquid(kernel.clock),
    onPause: options.onPause,
    widgets: {
      trigger: trigger(widgetParts),
      'send-message': sendMessage(widgetParts),
      'send-and-wait-for-reply': sendAndWaitForReply(widgetParts),
      'split-based-on': splitBasedOn(widgetParts),
      'set-variables': setVariables(widgetParts),
      'run-function': runFunction(widgetParts),
      'send-to-flex': sendToFlex(widgetParts),
    },
  };
  const store = new FlowStore(kernel.clock);
  for (const { name, definition } of options.flows) {
    store.create({ friendlyName: name, status: 'published', definition }, seededSid('FW', `flow-${name}`));
  }
  let executions: Execution[] = [];
  registerStudioRest(kernel, store, () => executions);

  const start = (
    flow: Flow,
    definition: FlowDefinition,
    conversationSid: string,
    conversation: Record<string, unknown>,
  ) => {
    const runnable = { sid: flow.sid, friendlyName: flow.friendlyName, definition };
    executions.push(new Execution(runnable, conversationSid, conversation, parts));
    const tooMany = executions.length - KEPT_EXECUTIONS;
    if (tooMany > 0) executions = executions.filter((execution, index) => execution.active || index >= tooMany);
  };

  return {
    conversationMessage(flowSid, params) {
      const flow = store.find(flowSid);
      const conversationSid = params.ConversationSid;
      if (!flow?.published || !conversationSid) {
        kernel.say(`Studio: a message came for flow ${flowSid}, which is not there or not published`);
        return;
      }
      const conversation = conversationTrigger(params, {
        accountSid: kernel.account.accountSid,
        serviceSid: kernel.account.conversationsServiceSid,
        attributes: conversations.find(conversationSid)?.attributes ?? '{}',
      });
      const active = executions.filter(
        (execution) =>
          execution.active && execution.log.flowSid === flowSid && execution.conversationSid === conversationSid,
      );
      if (active.some((execution) => execution.reply(conversation))) return;
      const busy = active[0];
      if (busy && kernel.assumptions.studioOneExecution) {
        busy.problem(81002, `Unexpected event: message ${params.MessageSid ?? ''} came while the execution was busy`);
        return;
      }
      start(flow, flow.published, conversationSid, conversation);
    },
    flows: () => Object.fromEntries(store.all().map((flow) => [flow.friendlyName, flow.sid])),
    executions: (conversationSid) =>
      executions
        .filter((execution) => !conversationSid || execution.conversationSid === conversationSid)
        .map((execution) => execution.log),
    state: () => ({
      flows: store.all().map(({ sid, friendlyName, status, revision }) => ({ sid, friendlyName, status, revision })),
      executions: executions.map((execution) => execution.log),
    }),
  };
}
