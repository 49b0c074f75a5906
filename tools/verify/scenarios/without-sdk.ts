import { randomUUID } from 'node:crypto';
import { outcome } from '../call-functions';
import { expectThat, type Scenario } from '../scenario';
import { openChat } from '../visitor';

interface After {
  messages: { text: string; from: string }[];
  lastIndex: number;
}

/** /message-send and /messages-after: a front end with nothing but HTTP. */
export const withoutSdk: Scenario = {
  name: 'a chat without the SDK',
  async run(rig, step) {
    step('a message is sent, and again with the same requestId');
    const { session, conversationSid } = await openChat(rig, { preEngagement: { topic: 'verification' } });
    const requestId = randomUUID();
    rig.cleanup.add('the claim of a message', () =>
      rig.sync.documents(`message.${conversationSid}.${requestId}`).remove(),
    );
    const send = () => rig.functions.post('/message-send', { session, requestId, text: 'Hello' });
    const [first, second] = [await send(), await send()];
    expectThat(first.status === 200, `/message-send answered ${outcome(first)}`);
    expectThat(second.status === 200, `/message-send answered a repeat with ${outcome(second)}`);
    expectThat(first.body.messageSid === second.body.messageSid, 'A repeat was sent as a second message');
    step('the flow answers');
    await rig.patience.until('there is an answer', async () => {
      const answer = await rig.functions.post<After>('/messages-after', { session, after: -1 });
      expectThat(answer.status === 200, `/messages-after answered ${outcome(answer)}`);
      return answer.body.messages.length > 1;
    });
    step('the chat is ended');
    const ended = await rig.functions.post('/conversation-end', { session });
    expectThat(ended.status === 200, `/conversation-end answered ${outcome(ended)}`);
  },
};
