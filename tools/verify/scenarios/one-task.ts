import { agentOnDuty } from '../agent-on-duty';
import { expectThat, type Scenario } from '../scenario';
import { Visitor } from '../visitor';

/** A customer who writes faster than the flow is made one task. */
export const oneTask: Scenario = {
  name: 'three messages at once make one task',
  async run(rig, step) {
    step('a customer writes three times at once');
    const agent = await agentOnDuty(rig);
    const visitor = await Visitor.arrive(rig, { preEngagement: { topic: 'verification' } });
    const { conversationSid } = visitor.chat;
    await Promise.all(['Hello', 'Is anybody there?', 'Please'].map((text) => visitor.says(text)));
    step('one task comes, and no second one');
    const task = await agent.takes(conversationSid);
    const tasks = () => rig.workspace.tasks.list({ evaluateTaskAttributes: `conversationSid == "${conversationSid}"` });
    const second = await rig.patience.soon(async () => (await tasks()).length > 1);
    expectThat(!second, 'There is more than one task');
    await task.ends();
    await task.completes();
  },
};
