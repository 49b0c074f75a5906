import { AccountRun } from './account-run';
import { Agent } from './agent';
import { removeChat } from './remove-chat';
import { within } from './within';

const REST_LIMIT_MS = 15_000;

/** What scenarios and probes work with: the account, its agents, and everything that the run makes in it. */
export class Rig extends AccountRun {
  readonly #agents: Promise<Agent>[] = [];

  /** The run's own agents, made when they are first needed; there until the run ends. Each part starts with both offline. */
  agent(number: 0 | 1 = 0): Promise<Agent> {
    const known = this.#agents[number];
    if (known) return known;
    const made = Agent.hire(this, `${this.label}${number === 0 ? '' : ` ${number + 1}`}`);
    this.#agents[number] = made;
    return made;
  }

  /** @throws Error for those who could not be sent offline; the others are */
  async rest(): Promise<void> {
    const agents = await Promise.all(this.#agents.filter(Boolean).map((agent) => agent.catch(() => undefined)));
    const sent = await Promise.allSettled(agents.map((agent) => within(REST_LIMIT_MS, offline(agent))));
    for (const one of sent) if (one.status === 'rejected') throw one.reason;
  }

  /** A conversation of this run, with the identity of its customer: no task but of these reaches the agents. */
  remember(conversationSid: string, identity?: string): void {
    this.chats.add(conversationSid);
    this.cleanup.add(`conversation ${conversationSid}`, () => removeChat(this, conversationSid, identity));
  }

  /** A conversation without Studio and without our webhook; timers end it should nobody remove it. */
  async bareConversation(uniqueName?: string): Promise<string> {
    const { sid } = await this.conversations.conversations.create({
      friendlyName: this.label,
      'timers.closed': 'PT30M',
      ...(uniqueName && { uniqueName }),
    });
    this.remember(sid);
    return sid;
  }
}

const offline = async (agent: Agent | undefined) => agent?.goes('offline');
