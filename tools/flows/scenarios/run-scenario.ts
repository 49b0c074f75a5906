import { newSid } from '../../../local-twilio/src/account/sids';
import type { StepLog } from '../../../local-twilio/src/studio/execution-log';
import { STUDIO_LIMITS } from '../../../local-twilio/src/studio/limits';
import type { Studio } from '../../../local-twilio/src/studio/studio';
import { studioAlone } from '../../../local-twilio/src/studio/studio-alone';
import { durationMs } from './duration';
import { EndpointServer } from './endpoint-server';
import { ended, passTime, settled } from './pass-time';
import type { Played } from './played';
import type { PublishedFlow } from './published-flow';
import type { Scenario } from './scenario';
import { ScenarioPorts } from './scenario-ports';
import { ScriptedCall } from './scripted-call';

/** Plays a scenario of `flow` on the interpreter. The other flows are there to be run as sub-flows. */
export async function runScenario(scenario: Scenario, flow: PublishedFlow, flows: PublishedFlow[]): Promise<Played> {
  const ports = new ScenarioPorts(scenario);
  const { kernel, studio } = studioAlone({
    conversations: ports.conversations,
    flex: ports.flex,
    voice: () => call,
    flows: flows.map((one) => (one === flow ? withUnreadableUrls(one, scenario.unreadableUrls ?? []) : one)),
    assumptions: {
      ...(scenario.flex === 'callFailure' ? { sendToFlexWhenFlexFails: 'callFailure' } : {}),
      ...scenario.assumptions,
    },
    say: () => undefined,
  });
  const endpoints = new EndpointServer(scenario.functions ?? {}, () => kernel.clock.advance(STUDIO_LIMITS.functionMs));
  const call = new ScriptedCall(scenario.call ?? { happens: [] }, {
    widget: () => ports.widget,
    heard: (text) => void ports.said.push(text),
    queued: (task) => void ports.interactions.push(task),
    redirected: (request) => void endpoints.calls.push(request),
    advance: (milliseconds) => kernel.clock.advance(milliseconds),
  });
  await endpoints.start();
  studio.answerCalls(async (call) => endpoints.redirect(call));
  const steps: StepLog[] = [];
  studio.watch({
    enters: (_log, widget) => {
      ports.widget = widget;
    },
    leaves: (_log, step) => void steps.push(step),
  });
  try {
    if (scenario.request) studio.startByRequest(flow.sid, scenario.request);
    if (scenario.call) {
      studio.incomingCall(flow.sid, call.parameters);
      await ended(studio);
    }
    await settled(studio);
    for (const happening of scenario.customer ?? []) {
      if (typeof happening === 'object' && 'silence' in happening) {
        await passTime(kernel.clock, studio, milliseconds(happening.silence));
      } else {
        for (const body of [happening].flat()) say(studio, flow, body);
        await settled(studio);
      }
    }
    return {
      steps,
      said: ports.said,
      interactions: ports.interactions,
      calls: endpoints.calls,
      unanswered: endpoints.unknown,
      leftOver: endpoints.leftOver,
      executions: studio.executions(),
      callProblems: [...call.problems, ...call.leftOver],
    };
  } finally {
    kernel.clock.stop();
    await endpoints.stop();
  }
}

function withUnreadableUrls(flow: PublishedFlow, widgets: string[]): PublishedFlow {
  const states = flow.definition.states.map((state) =>
    widgets.includes(state.name) ? { ...state, properties: { ...state.properties, url: 'not a URL' } } : state,
  );
  return { ...flow, definition: { ...flow.definition, states } };
}

const CONVERSATION = newSid('CH');

function say(studio: Studio, flow: PublishedFlow, body: string): void {
  const params = { ConversationSid: CONVERSATION, MessageSid: newSid('IM'), Author: 'customer', Body: body };
  studio.conversationMessage(flow.sid, params);
}

function milliseconds(duration: string): number {
  const found = durationMs(duration);
  if (found === undefined) throw new Error(`"${duration}" is no duration, such as 90s, 10m or 2h`);
  return found;
}
