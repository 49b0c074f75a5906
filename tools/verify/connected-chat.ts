import type { AgentChat } from './agent';
import type { Rig } from './rig';
import { Visitor } from './visitor';

/** A customer whose chat the run's first agent has accepted. */
export async function connectedChat(rig: Rig): Promise<{ visitor: Visitor; task: AgentChat }> {
  const agent = await rig.agent();
  await agent.goes('available');
  const visitor = await Visitor.arrive(rig, {
    customer: { name: 'Verification' },
    preEngagement: { topic: 'verification' },
  });
  await visitor.says('Hello');
  return { visitor, task: await agent.takes(visitor.chat.conversationSid) };
}
