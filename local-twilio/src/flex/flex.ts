import { seededSid } from '../account/sids';
import type { Kernel } from '../kernel';
import type { ConversationsPort, FlexPort, TaskRouterPort } from '../ports';
import { serveConfiguration } from './configuration';
import { participantView, serveEventBridge } from './event-bridge';
import { Interactions } from './interactions';
import { serveRest } from './rest';
import { RestViews } from './rest-views';
import { serveTokenValidation } from './token-validation';

export interface Flex extends FlexPort {
  state(): unknown;
}

/** Flex: Interactions over REST and event-bridge, and the check of agents' tokens. */
export function createFlex(
  kernel: Kernel,
  ports: { conversations: ConversationsPort; taskRouter: TaskRouterPort },
): Flex {
  const { conversations, taskRouter } = ports;
  const interactions = new Interactions(kernel, conversations, taskRouter, (channel, eventType, participant) => {
    const payload = {
      ...participantView(channel, participant, kernel),
      task_sid: participant.routing?.taskSid ?? null,
    };
    const concerned = new Set(channel.participants.flatMap(({ routing }) => (routing ? [routing.workerSid] : [])));
    for (const workerSid of concerned) taskRouter.notifyWorker(workerSid, eventType, payload);
  });
  const views = new RestViews(kernel, taskRouter);
  serveRest(kernel, interactions, taskRouter);
  serveConfiguration(kernel, () => seededSid('WA', 'Offline'));
  serveEventBridge(kernel, interactions, taskRouter);
  serveTokenValidation(kernel, taskRouter);

  return {
    createInteraction: (request) => {
      const { sid, channel, routing } = views.interaction(interactions.create(request));
      return { sid, channel, routing };
    },
    state: () => ({ interactions: [...interactions.all.values()] }),
  };
}
