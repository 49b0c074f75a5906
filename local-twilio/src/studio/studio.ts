import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { notFound } from '../http/errors';
import type { Kernel } from '../kernel';
import type { ConversationsPort, FlexPort, StudioPort, VoicePort } from '../ports';
import type { ExecutionListener, ExecutionLog } from './execution-log';
import {
  conversationTrigger,
  type ExecutionRequest,
  startByCall,
  startByConversation,
  startByMessage,
} from './execution-start';
import { Executions } from './executions';
import { findFlow } from './find-flow';
import { FlowStore } from './flow-store';
import type { InterpreterParts } from './interpreter';
import { STUDIO_LIMITS, type StudioLimits } from './limits';
import { StudioLiquid } from './liquid';
import { seededFlowSid } from './load-flows';
import { registerStudioRest } from './rest';
import type { AnswerCall, WidgetParts } from './widget';
import { ALL_WIDGETS } from './widgets/all-widgets';

export interface StudioOptions {
  conversations: ConversationsPort;
  flex: FlexPort;
  /** Without it nobody calls. */
  voice?: () => VoicePort;
  /** Where run-function calls go. */
  functionsUrl?: string;
  /** Published at the start, each under the SID that is given, or else that its name gives it. */
  flows: { name: string; definition: FlowDefinition; sid?: string }[];
  limits?: Partial<StudioLimits>;
}

export interface Studio extends StudioPort {
  /** A message to a flow that is not one of a conversation, such as an SMS. Its answers stay here. */
  message(flowSid: string, params: Record<string, string>): void;
  /** As `POST /v2/Flows/{Sid}/Executions`. Throws TwilioError. */
  startByRequest(flowSid: string, request: ExecutionRequest): ExecutionLog;
  /** Friendly name → FW… */
  flows(): Record<string, string>;
  /** The step logs, oldest first. */
  executions(conversationSid?: string): ExecutionLog[];
  /** Is told from now on what executions do. Gives the way to stop that. */
  watch(listener: ExecutionListener): () => void;
  /** Somebody else answers what Run Function and Make HTTP Request ask. */
  answerCalls(answer: AnswerCall | undefined): void;
  /** For `GET /_local/state`. */
  state(): unknown;
}

/** Runs flows and answers studio.twilio.com. */
export function createStudio(kernel: Kernel, options: StudioOptions): Studio {
  const { conversations, flex, voice, functionsUrl } = options;
  const store = new FlowStore(kernel.clock, kernel.assumptions);
  for (const { name, definition, sid = seededFlowSid(name) } of options.flows) {
    store.create({ friendlyName: name, status: 'published', definition }, sid);
  }
  const listeners = new Set<ExecutionListener>();
  let answering: AnswerCall | undefined;
  const widgetParts: WidgetParts = {
    kernel,
    conversations,
    flex,
    voice,
    functionsUrl,
    limits: { ...STUDIO_LIMITS, ...options.limits },
    answerCall: async (call) => answering?.(call),
    findFlow: (sid, revision) => findFlow(store, sid, revision),
  };
  const parts: InterpreterParts = {
    ...widgetParts,
    liquid: new StudioLiquid(kernel.clock),
    widgets: Object.fromEntries(Object.entries(ALL_WIDGETS).map(([type, make]) => [type, make(widgetParts)])),
    listener: {
      enters: (log, widget) => {
        for (const listener of listeners) listener.enters?.(log, widget);
      },
      leaves: (log, step) => {
        for (const listener of listeners) listener.leaves?.(log, step);
      },
      waits: (log, widget, context) => {
        for (const listener of listeners) listener.waits?.(log, widget, context);
      },
      pauses: (log) => {
        for (const listener of listeners) listener.pauses?.(log);
      },
    },
  };
  const executions = new Executions(parts);
  registerStudioRest(kernel, store, {
    all: () => executions.all(),
    start: (flow, request) => executions.startByRequest(flow, request),
  });

  const publishedFlow = (flowSid: string) => {
    const flow = store.find(flowSid);
    if (flow?.published) return flow;
    kernel.say(`Studio: something came for flow ${flowSid}, which is not there or not published`);
    return undefined;
  };

  return {
    incomingCall(flowSid, parameters) {
      const flow = publishedFlow(flowSid);
      if (!flow) return false;
      executions.start(flow, startByCall(parameters));
      return true;
    },
    conversationMessage(flowSid, params) {
      const flow = publishedFlow(flowSid);
      const conversationSid = params.ConversationSid;
      if (!flow || !conversationSid) return;
      const conversation = conversationTrigger(params, {
        accountSid: kernel.account.accountSid,
        serviceSid: kernel.account.conversationsServiceSid,
        attributes: conversations.find(conversationSid)?.attributes ?? '{}',
      });
      executions.takeMessage(flow, startByConversation(conversationSid, conversation), params.MessageSid ?? '');
    },
    message(flowSid, params) {
      const flow = publishedFlow(flowSid);
      if (flow) executions.takeMessage(flow, startByMessage(params), params.MessageSid ?? '');
    },
    startByRequest(flowSid, request) {
      const flow = store.find(flowSid);
      if (!flow) throw notFound(`/v2/Flows/${flowSid}/Executions`);
      return executions.startByRequest(flow, request).log;
    },
    flows: () => Object.fromEntries(store.all().map((flow) => [flow.friendlyName, flow.sid])),
    executions: (conversationSid) =>
      executions
        .all()
        .filter((execution) => !conversationSid || execution.conversationSid === conversationSid)
        .map((execution) => execution.log),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answerCalls(answer) {
      answering = answer;
    },
    state: () => ({
      flows: store.all().map(({ sid, friendlyName, status, revision }) => ({ sid, friendlyName, status, revision })),
      executions: executions.all().map((execution) => execution.log),
    }),
  };
}
