import { handoffOf } from '../handoff-record';
import { expectThat, type Scenario } from '../scenario';
import { Visitor } from '../visitor';

/** The main job, from hello to the end. */
export const chat: Scenario = {
  name: 'a chat from hello to the end',
  async run(rig, step) {
    step('an agent is there');
    const agent = await rig.agent();
    await agent.goes('available');
    step('a customer opens a chat and says hello');
    const visitor = await Visitor.arrive(rig, { customer: { name: rig.label } });
    const { conversationSid } = visitor.chat;
    await visitor.says('Hello');
    step('the flow asks, and the answer reaches it');
    await visitor.hears(1);
    await visitor.says('verification');
    await visitor.hears(2);
    step('the flow ends with an open hand-off');
    const handoff = await rig.patience.until('the hand-off is open', async () => {
      const found = await handoffOf(rig, conversationSid);
      return found?.state === 'opened' && found;
    });
    const execution = rig.target.client.studio.v2.flows(handoff.flowSid).executions(handoff.executionSid);
    await rig.patience.until('the flow ends', async () => (await execution.fetch()).status === 'ended');
    step('the agent is offered the task and accepts as Flex does');
    const offer = await agent.offer(conversationSid);
    expectThat(offer.attributes.topic === 'verification', 'The task does not carry the topic that was said');
    expectThat(offer.attributes.name === rig.label, "The task does not carry the customer's name");
    const task = await agent.accept(offer, conversationSid);
    step('both hear each other');
    await task.says('from the agent');
    await visitor.hearsText('from the agent');
    await visitor.says('from the customer');
    await task.hearsText('from the customer');
    step('the customer sees the public name of the agent (needs the event callback: README)');
    await rig.patience.until('the name is there', async () => {
      const participants = await visitor.conversation.getParticipants();
      const own = participants.find(({ identity }) => identity === agent.identity);
      return (own?.attributes as { public?: { name?: string } } | undefined)?.public?.name === 'Verification';
    });
    step('the customer ends the chat, twice');
    const answers = [await visitor.end(), await visitor.end()];
    expectThat(
      answers.every(({ status }) => status === 200),
      `/conversation-end answered ${answers.map(({ status }) => status).join(' and ')}`,
    );
    await visitor.seesTheEnd();
    step('the task wraps up and is completed');
    await task.isInWrapup();
    await task.completes();
  },
};
