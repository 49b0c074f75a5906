import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Site } from '../sites/site';
import { visitorAdmission } from './abuse/visitor-admission';
import type { CreateConversation } from './chat/create-conversation';
import type { Run } from './http/define-function';
import { flowSidOf } from './site-flows';

/** What `createConversation` needs, as the configuration and the request have it. Only who was here before is open. */
export function newChatContext(
  { config, keys, twilio, undo, deadline, now }: Omit<Run<unknown, 'page'>, 'input' | 'caller'>,
  site: Site,
): Omit<CreateConversation, 'handedOver'> {
  return {
    keys,
    twilio,
    undo,
    now,
    pause,
    flowSid: flowSidOf(config, site),
    roleSid: config.CUSTOMER_ROLE_SID,
    webhookUrl: `https://${config.DOMAIN_NAME}/webhook`,
    randomId: randomUUID,
    admit: visitorAdmission({ config, keys, twilio, deadline, now }),
  };
}
