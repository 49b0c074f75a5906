import type { AgentChat } from './agent';
import { agentOnDuty } from './agent-on-duty';
import type { Rig } from './rig';
import { Visitor } from './visitor';

/** A customer whose chat the run's first agent has accepted. */
export async function connectedChat(rig: Rig): Promise<{ visitor: Visitor; task: AgentChat }> {
  const agent = await agentOnDuty(rig);
  const visitor = await Visitor.arrive(rig, {
    customer: { name: rig.label },
    preEngagement: { topic: 'verification' },
  });
  await visitor.says('Hello');
  return { visitor, task: await agent.takes(visitor.chat.conversationSid) };
}
