import { connectedChat } from '../connected-chat';
import type { Scenario } from '../scenario';

/** Nobody leaves a customer alone in a chat that looks open. Needs the workspace's event callback, or what Flex tells by webhook. */
export const lastAgentLeaves: Scenario = {
  name: 'the last agent leaves',
  async run(rig, step) {
    step('a customer talks to an agent');
    const { visitor, task } = await connectedChat(rig);
    const before = (await visitor.heard()).length;
    step('the agent leaves');
    await task.leaves();
    step('the customer is told, and the chat ends (needs the event callback: README)');
    await visitor.hears(before + 1);
    await visitor.seesTheEnd();
  },
};
