import { outcome } from '../call-functions';
import { expectThat, type Scenario } from '../scenario';
import { Visitor } from '../visitor';

/** /conversation-handoff: an agent is asked for without a flow. */
export const handOff: Scenario = {
  name: 'a hand-off by /conversation-handoff',
  async run(rig, step) {
    step('an agent is there');
    const agent = await rig.agent();
    await agent.goes('available');
    step('a customer asks for an agent');
    const visitor = await Visitor.arrive(rig, { customer: { name: rig.label } });
    const { session, conversationSid } = visitor.chat;
    await rig.patience.until('the hand-off is queued', async () => {
      const answer = await rig.functions.post('/conversation-handoff', { session, handoff: { topic: 'verification' } });
      expectThat(answer.status === 200, `/conversation-handoff answered ${outcome(answer)}`);
      return answer.body.state === 'queued';
    });
    step('the agent accepts, and both hear each other');
    const task = await agent.takes(conversationSid);
    expectThat(task.attributes.topic === 'verification', 'The task does not carry the topic');
    await task.says('from the agent');
    await visitor.hearsText('from the agent');
    step('the customer ends the chat');
    const ended = await visitor.end();
    expectThat(ended.status === 200, `/conversation-end answered ${outcome(ended)}`);
    await visitor.seesTheEnd();
    await task.isInWrapup();
    await task.completes();
  },
};
