import { newSid } from '../../../local-twilio/src/account/sids';
import type { StepLog } from '../../../local-twilio/src/studio/execution-log';
import { STUDIO_LIMITS } from '../../../local-twilio/src/studio/limits';
import type { Studio } from '../../../local-twilio/src/studio/studio';
import { studioAlone } from '../../../local-twilio/src/studio/studio-alone';
import { durationMs } from './duration';
import { EndpointServer } from './endpoint-server';
import { passTime, settled } from './pass-time';
import type { Played } from './played';
import type { PublishedFlow } from './published-flow';
import type { Scenario } from './scenario';
import { ScenarioPorts } from './scenario-ports';

/** Plays a scenario of `flow` on the interpreter. The other flows are there to be run as sub-flows. */
export async function runScenario(scenario: Scenario, flow: PublishedFlow, flows: PublishedFlow[]): Promise<Played> {
  const ports = new ScenarioPorts(scenario);
  const { kernel, studio } = studioAlone({
    conversations: ports.conversations,
    flex: ports.flex,
    flows,
    assumptions: {
      ...(scenario.flex === 'callFailure' ? { sendToFlexWhenFlexFails: 'callFailure' } : {}),
      ...scenario.assumptions,
    },
    say: () => undefined,
  });
  const endpoints = new EndpointServer(scenario.functions ?? {}, () => kernel.clock.advance(STUDIO_LIMITS.functionMs));
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
    };
  } finally {
    kernel.clock.stop();
    await endpoints.stop();
  }
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
