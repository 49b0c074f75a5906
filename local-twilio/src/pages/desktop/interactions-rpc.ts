import type { RpcParticipant, RpcRoutesOfFlex, RpcTransfer } from '../../flex/rpc-types';
import type { InteractionRef } from './agent-task';
import type { Login } from './control-api';

type Routes = RpcRoutesOfFlex;

const CHANNEL = 'v1/Interactions/:interactionSid/Channels/:channelSid';
const TRANSFERS = 'v1/Instances/:instanceSid/Interactions/:interactionSid/Channels/:channelSid/Transfers';

/**
 * The Interaction calls that Flex makes through TaskRouter's event-bridge. They are private API of Flex: the TaskRouter
 * SDK has none of them, and its own accept() joins nobody to the conversation.
 */
export class InteractionsRpc {
  constructor(
    private readonly url: string,
    private readonly login: () => Login,
  ) {}

  async accept(interaction: InteractionRef, reservationSid: string): Promise<void> {
    const routing = { type: 'taskrouter', reservation: { sid: reservationSid } } as const;
    const names = { ...interaction, sid: interaction.inviteSid };
    await this.#call(`POST ${CHANNEL}/Invites/:sid`, names, { action: 'accept', routing });
  }

  /** Ends the chat for everybody; the tasks go to wrap-up. */
  async end(interaction: InteractionRef): Promise<void> {
    await this.#call(`POST ${CHANNEL}`, interaction, { status: 'closed', routing: { status: 'wrapup' } });
  }

  /** Takes this agent alone out of the chat, and completes the task. */
  async leave(interaction: InteractionRef): Promise<void> {
    const { sid } = await this.#present(interaction);
    await this.#call(`POST ${CHANNEL}/Participants/:sid`, { ...interaction, sid }, { status: 'closed' });
  }

  /** After the wrap-up. Never ends a chat that goes on with somebody else. */
  async complete(interaction: InteractionRef): Promise<void> {
    if (await this.#ownParticipant(interaction)) return this.leave(interaction);
    const { status } = await this.#call(`GET ${CHANNEL}`, interaction, {});
    if (status === 'active') throw new Error('This chat goes on with a colleague.');
    await this.#call(`POST ${CHANNEL}`, interaction, { status: 'closed', routing: { status: 'closed' } });
  }

  /** Offers the chat to an agent (WK…) or to a queue (WQ…), as Flex does: from this agent’s participant, cold. */
  async transfer(interaction: InteractionRef, to: string): Promise<RpcTransfer> {
    const { sid: from } = await this.#present(interaction);
    return this.#call(`POST ${TRANSFERS}`, interaction, { type: 'cold', from, to });
  }

  transferOf(interaction: InteractionRef, sid: string): Promise<RpcTransfer> {
    return this.#call(`GET ${TRANSFERS}/:sid`, { ...interaction, sid }, {});
  }

  async cancelTransfer(interaction: InteractionRef, sid: string): Promise<void> {
    await this.#call(`POST ${TRANSFERS}/:sid`, { ...interaction, sid }, { status: 'canceled' });
  }

  /** The conversation, for tasks whose attributes do not name it. */
  async conversationSid(interaction: InteractionRef): Promise<string> {
    const { media_properties: media } = await this.#call(`GET ${CHANNEL}`, interaction, {});
    return media.conversation_sid;
  }

  async #present(interaction: InteractionRef): Promise<RpcParticipant> {
    const own = await this.#ownParticipant(interaction);
    if (!own) throw new Error('You are not in this chat any more.');
    return own;
  }

  async #ownParticipant(interaction: InteractionRef): Promise<RpcParticipant | undefined> {
    const { participants } = await this.#call(`GET ${CHANNEL}/Participants`, interaction, {});
    return participants.find(({ routing_properties: routing }) => routing?.task_sid === interaction.taskSid);
  }

  async #call<Key extends keyof Routes>(
    route: Key,
    names: InteractionRef & { sid?: string },
    params: Routes[Key]['params'],
  ): Promise<Routes[Key]['reply']> {
    const { token, flexInstanceSid } = this.login();
    const values: Record<string, string | undefined> = { ...names, instanceSid: flexInstanceSid };
    const [method, pattern = ''] = route.split(' ');
    const url = pattern.replace(/:(\w+)/g, (_, name: string) => values[name] ?? '');
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', apiVersion: 'v1' },
      body: JSON.stringify({ url, method, params, token }),
    });
    const answer = (await response.json()) as { payload: Routes[Key]['reply']; message?: string };
    if (!response.ok) throw new Error(answer.message ?? `The event-bridge answered ${response.status}`);
    return answer.payload;
  }
}
