import { connectedChat } from '../connected-chat';
import type { Scenario } from '../scenario';

/** The chat goes to a second agent, the first one is out of it, and the customer notices nothing. */
export const transfer: Scenario = {
  name: 'a transfer to another agent',
  async run(rig, step) {
    step('a customer talks to an agent');
    const { visitor, task } = await connectedChat(rig);
    step('the agent transfers to another one, who accepts');
    const second = await rig.agent(1);
    await second.goes('available');
    await task.transfersTo(second.workerSid);
    const next = await second.takes(visitor.chat.conversationSid);
    step('the first agent is in wrap-up, the second one talks');
    await task.isInWrapup();
    await next.says('from the second agent');
    await visitor.hearsText('from the second agent');
    await visitor.says('to the second agent');
    await next.hearsText('to the second agent');
    step('the second agent ends the chat');
    await next.ends();
    await next.isInWrapup();
    await next.completes();
  },
};
