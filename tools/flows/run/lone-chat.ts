import { newSid } from '../../../local-twilio/src/account/sids';
import { TwilioError } from '../../../local-twilio/src/http/errors';
import { studioAlone } from '../../../local-twilio/src/studio/studio-alone';
import { CommandError } from '../../command-error';
import type { PublishedFlow } from '../scenarios/published-flow';
import { ScenarioPorts } from '../scenarios/scenario-ports';
import type { CallAnswers } from './call-answers';
import { startEvents } from './start-events';
import type { TerminalChat } from './terminal-chat';

const CUSTOMER = '+15005550001';
const NUMBER = '+15005550002';

/**
 * A chat with any flow, on the interpreter alone: nobody is called, and Flex takes every task. Throws CommandError for a
 * flow that Studio would not publish, and for one that neither messages nor requests start.
 */
export async function openLoneChat(
  flow: PublishedFlow,
  flows: PublishedFlow[],
  answers: CallAnswers,
  warn: (line: string) => void,
): Promise<TerminalChat> {
  const ports = new ScenarioPorts({});
  const { kernel, studio } = withValidFlows(() =>
    studioAlone({
      conversations: ports.conversations,
      flex: ports.flex,
      flows: [...flows, flow],
      // As `lint` has it: what is not certain does not keep anybody from trying their flow.
      assumptions: { studioRefusesUnknownProperties: false },
      say: warn,
    }),
  );
  const starts = startEvents(flow);
  const conversationSid = newSid('CH');
  const message = (Body: string) => ({ MessageSid: newSid('IM'), Body });
  const say = async (text: string) => {
    if (starts.has('incomingConversationMessage')) {
      studio.conversationMessage(flow.sid, { ...message(text), ConversationSid: conversationSid, Author: 'customer' });
    } else if (starts.has('incomingMessage')) {
      studio.message(flow.sid, { ...message(text), From: CUSTOMER, To: NUMBER, NumMedia: '0' });
    } else {
      warn('This flow is started by REST; it has run once, and takes no messages.');
    }
  };
  const byMessage = starts.has('incomingConversationMessage') || starts.has('incomingMessage');
  const begin = byMessage ? undefined : () => void studio.startByRequest(flow.sid, { to: CUSTOMER, from: NUMBER });
  let heard = 0;
  return {
    studio,
    clock: kernel.clock,
    notices: ['Studio alone: nobody outside is called, and Flex takes every task.', ...answers.notices],
    begin,
    say,
    async heard() {
      const fresh = ports.said.slice(heard);
      heard = ports.said.length;
      return fresh;
    },
    answerCall: (call) => answers.answer(call),
    async stop() {
      kernel.clock.stop();
    },
  };
}

function withValidFlows<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TwilioError) || error.code !== 81022) throw error;
    const { errors = [] } = (error.details ?? {}) as { errors?: { property_path: string; message: string }[] };
    const lines = errors.map(({ property_path, message }) => `  - ${property_path}: ${message}`);
    throw new CommandError(
      ['Studio would not publish this flow (npm run flows -- lint FILE says how to mend it):', ...lines].join('\n'),
    );
  }
}
