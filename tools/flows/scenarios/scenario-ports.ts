import { TwilioError } from '../../../local-twilio/src/http/errors';
import type { ConversationsPort, FlexPort, InteractionRequest } from '../../../local-twilio/src/ports';
import type { Scenario } from './scenario';

/** Conversations and Flex as a scenario has them: what is asked of them is written down. */
export class ScenarioPorts {
  readonly said: string[] = [];
  readonly interactions: InteractionRequest[] = [];
  /** The widget that is at work. */
  widget = '';

  constructor(private readonly scenario: Pick<Scenario, 'undelivered' | 'flex' | 'conversationAttributes'>) {}

  readonly conversations: ConversationsPort = {
    find: (sid) => ({
      sid,
      state: 'active',
      uniqueName: null,
      attributes: JSON.stringify(this.scenario.conversationAttributes ?? {}),
      participants: [],
    }),
    addMessage: (_conversationSid, { body }) => {
      if (this.scenario.undelivered?.includes(this.widget)) {
        throw new TwilioError(400, 50386, 'The scenario lets this message fail');
      }
      this.said.push(body);
      return { sid: `IM${String(this.said.length).padStart(32, '0')}`, index: this.said.length - 1 };
    },
    addParticipant: () => refuse('addParticipant'),
    removeParticipant: () => refuse('removeParticipant'),
    close: () => refuse('close'),
    removeStudioWebhooks: () => undefined,
  };

  readonly flex: FlexPort = {
    createInteraction: (request) => {
      const { flex = 'accepts' } = this.scenario;
      if (flex === 'failedToEnqueue') throw new TwilioError(400, 20001, 'The scenario lets Flex refuse');
      if (flex === 'callFailure') throw new TwilioError(503, 20503, 'The scenario lets Flex fail');
      this.interactions.push(request);
      const sid = `KD${String(this.interactions.length).padStart(32, '0')}`;
      return { sid, channel: {}, routing: request.routing ?? {} };
    },
  };
}

function refuse(what: string): never {
  throw new Error(`Studio never calls ${what}`);
}
