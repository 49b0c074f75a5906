import type { Agent } from './agent';
import { outcome } from './call-functions';
import type { Rig } from './rig';
import { expectThat } from './scenario';

interface Availability {
  open: boolean;
  available: boolean | null;
}

/**
 * The run's first agent, available, and the Functions know it: they look at the queue every ten seconds, and while they
 * think that nobody is there the flow asks the customer first whether to wait.
 *
 * @throws Error where the site is closed
 */
export async function agentOnDuty(rig: Rig): Promise<Agent> {
  const agent = await rig.agent();
  await agent.goes('available');
  await rig.patience.until('/availability says that an agent is there', async () => {
    const answer = await rig.functions.post<Availability>('/availability', {});
    expectThat(answer.status === 200, `/availability answered ${outcome(answer)}`);
    expectThat(answer.body.open, 'The site is closed, by its opening hours or by hand: run it when it is open');
    return answer.body.available !== false;
  });
  return agent;
}
