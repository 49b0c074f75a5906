import { httpsUrl, setEventCallback } from '../../../../test/testing/account';
import { Agent, type AgentChat } from '../../../../test/testing/agent';
import { type House, startHouse } from '../../../../test/testing/house';
import type { ChatClient } from '../chat-client';
import type { ChatOptions } from '../chat-options';
import { reaches } from './reaches';
import { type TestApi, testChat } from './test-chat';

/** A local Twilio, our Functions, agents and customers; `leave()` sends everybody home. */
export class Scene {
  readonly #agents: Agent[] = [];
  readonly #clients: ChatClient[] = [];

  private constructor(readonly house: House) {}

  static async begin(options: Parameters<typeof startHouse>[0] = {}): Promise<Scene> {
    const house = await startHouse(options);
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    return new Scene(house);
  }

  /** @param name the beginning of the name: `Alice` or `Bob` */
  async agent(name: string): Promise<Agent> {
    const agent = await Agent.signIn(this.house, name);
    this.#agents.push(agent);
    await agent.goes('Available');
    return agent;
  }

  newChat(options: ChatOptions = {}): { client: ChatClient; api: TestApi } {
    const chat = testChat(this.house, options);
    this.#clients.push(chat.client);
    return chat;
  }

  /** A chat that an agent has taken. */
  async chat(agent: Agent, options: ChatOptions = {}): Promise<{ client: ChatClient; api: TestApi; chat: AgentChat }> {
    const { client, api } = this.newChat(options);
    await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
    const chat = await agent.takes();
    await reaches(client, ({ agents }) => agents.length === 1);
    return { client, api, chat };
  }

  async leave(): Promise<void> {
    for (const client of this.#clients) client.close();
    for (const agent of this.#agents) await agent.signOut();
    await this.house.stop();
  }
}
