import { randomUUID } from 'node:crypto';
import AccessToken, { VideoGrant } from 'twilio/lib/jwt/AccessToken';
import type { Rig } from './rig';

export interface VideoRoom {
  roomName: string;
  token: string;
  joinUrl: string;
}

interface Agent {
  name: string;
  workerSid: string;
  identity: string;
}

/** A chat with an agent in it, whose page can ask for a call. */
export class VideoChat {
  private constructor(
    private readonly rig: Rig,
    readonly conversationSid: string,
    private readonly flexToken: string,
  ) {}

  static async open(rig: Rig): Promise<VideoChat> {
    const { agents } = await rig.twilio.control<{ agents: Agent[] }>('GET', '/_local/agents');
    const agent = agents[0];
    if (!agent) throw new Error('The local Twilio has no agent');
    const path = `/_local/agents/${agent.workerSid}/token`;
    const { token } = await rig.twilio.control<{ token: string }>('POST', path);
    const requestId = randomUUID();
    const { conversationSid } = await rig.post<{ conversationSid: string }>(rig.ours, '/conversation-create', {
      requestId,
    });
    const service = rig.twilio.account.conversationsServiceSid;
    await rig.onAccount(({ conversations }) =>
      conversations.v1
        .services(service)
        .conversations(conversationSid)
        .participants.create({ identity: agent.identity }),
    );
    return new VideoChat(rig, conversationSid, token);
  }

  /** The agent's click. */
  call(): Promise<VideoRoom> {
    return this.#asAgent('/video-room');
  }

  async end(): Promise<void> {
    await this.#asAgent('/video-room-complete');
  }

  #asAgent<Body>(route: string): Promise<Body> {
    const { rig, conversationSid, flexToken } = this;
    return rig.post<Body>(rig.ours, route, { conversationSid, flexToken }, rig.twilio.url);
  }
}

/** A room that is none of ours, and tokens for it: all that the SDK by itself needs. */
export async function bareRoom(rig: Rig): Promise<{ roomName: string; tokenOf(identity: string): string }> {
  const roomName = randomUUID();
  await rig.onAccount(({ video }) => video.v1.rooms.create({ type: 'group', uniqueName: roomName }));
  const { accountSid, apiKey, apiSecret } = rig.twilio.account;
  return {
    roomName,
    tokenOf: (identity) => {
      const token = new AccessToken(accountSid, apiKey, apiSecret, { identity, ttl: 3600 });
      token.addGrant(new VideoGrant({ room: roomName }));
      return token.toJwt();
    },
  };
}
