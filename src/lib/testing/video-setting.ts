import { decodeJwt } from 'jose';
import type { Agent } from '../auth/flex-token';
import { deriveKeys } from '../auth/keys';
import { removePerson } from '../video/remove-person';
import { agentCalls, type VideoCall, videoCalls, videoCodes } from '../video/video-call';
import type { VideoContext } from '../video/video-context';
import { handleVideoEvent, type VideoEvent } from '../video/video-event';
import { type VideoRoomAnswer, videoRoom } from '../video/video-room';
import { type VideoTokenAnswer, type VideoTokenInput, videoToken } from '../video/video-token';
import { configuration } from './configuration';
import { AGENT, CONVERSATION, CUSTOMER } from './handoff-setting';
import type { KeptConversation } from './memory-conversations';
import { MemoryTwilio } from './memory-twilio';
import { plainSid } from './sid';

export const JANE: Agent = { workerSid: plainSid('WK', 1), identity: AGENT, supervises: false };
export const BOB: Agent = { workerSid: plainSid('WK', 2), identity: 'bob_40corp_2Eexample', supervises: false };
export const BOSS: Agent = { workerSid: plainSid('WK', 3), identity: 'boss_40corp_2Eexample', supervises: true };
export const SESSION = { identity: CUSTOMER, conversationSid: CONVERSATION, site: 'default', end: 9_999_999_999 };

/** A chat of a customer with Jane, in memory. */
export class VideoSetting {
  readonly twilio = new MemoryTwilio();
  readonly log = this.twilio.log;
  readonly clock = this.twilio.clock;
  readonly notes: string[] = [];
  readonly conversation: KeptConversation;
  readonly context: VideoContext;
  #random = 0;

  constructor(settings: Record<string, string> = {}) {
    const config = configuration(settings);
    const { parts } = this.twilio;
    const now = this.clock.now;
    const records = {
      calls: videoCalls(parts.sync, config, now),
      codes: videoCodes(parts.sync, config, now),
      agentCalls: agentCalls(parts.sync, config, now),
    };
    this.context = {
      config,
      keys: deriveKeys(config),
      twilio: parts,
      ...records,
      undo: { video: parts.video, messages: parts.messages, ...records },
      randomName: () => String(++this.#random).padStart(32, '0'),
      randomCode: () => `CDFG${String(2000 + ++this.#random).replace(/[01]/g, '9')}`,
      pause: this.clock.pause,
      now,
      note: ({ problem }) => void this.notes.push(problem),
    };
    this.conversation = this.chat(JANE);
  }

  /** Another open chat with this agent in it. */
  chat(agent: Agent): KeptConversation {
    const profile = JSON.stringify({ public: { name: 'Jane' } });
    return this.twilio.conversations.given({
      participants: [
        { sid: plainSid('MB', 1), identity: CUSTOMER, attributes: '{}' },
        { sid: plainSid('MB', 2), identity: agent.identity, attributes: profile },
      ],
    });
  }

  start(agent = JANE, { sid: conversationSid } = this.conversation, consent = true): Promise<VideoRoomAnswer> {
    return videoRoom(this.context, agent, { conversationSid, consent });
  }

  byCode(code: string, more: Partial<VideoTokenInput> = {}): Promise<VideoTokenAnswer> {
    return videoToken(this.context, { kind: 'code', proof: { code } }, { code, ...more });
  }

  bySession(more: Partial<VideoTokenInput> = {}): Promise<VideoTokenAnswer> {
    return videoToken(this.context, { kind: 'session', session: SESSION }, more);
  }

  byAgent(agent: Agent, more: Partial<VideoTokenInput> = {}): Promise<VideoTokenAnswer> {
    return videoToken(this.context, { kind: 'agent', agent }, { conversationSid: this.conversation.sid, ...more });
  }

  removes(identity: string, forGood = false, agent = JANE) {
    return removePerson(this.context, agent, {
      flexToken: 'x',
      conversationSid: this.conversation.sid,
      identity,
      forGood,
    });
  }

  /** What stands in the document. */
  call({ sid } = this.conversation): VideoCall | undefined {
    const kept = this.twilio.sync.documents.get(`video.${sid}`);
    return (kept?.data as { value: VideoCall } | undefined)?.value;
  }

  event(type: string, facts: Partial<VideoEvent> = {}): VideoEvent {
    const room = this.twilio.video.rooms.at(-1);
    if (!room) throw new Error('No room');
    return {
      StatusCallbackEvent: type,
      AccountSid: plainSid('AC'),
      RoomSid: room.sid,
      RoomName: room.uniqueName,
      conversationSid: this.conversation.sid,
      ...facts,
    } as VideoEvent;
  }

  /** Somebody comes into the newest room, or leaves it, and Twilio says so. */
  async comes(identity: string, number: number, facts: Partial<VideoEvent> = {}): Promise<void> {
    const ParticipantSid = plainSid('PA', number);
    this.twilio.video.rooms.at(-1)?.participants.push({ sid: ParticipantSid, identity });
    await this.hears(this.event('participant-connected', { ParticipantSid, ParticipantIdentity: identity, ...facts }));
  }

  async leaves(identity: string, number: number, facts: Partial<VideoEvent> = {}): Promise<void> {
    const ParticipantSid = plainSid('PA', number);
    await this.hears(
      this.event('participant-disconnected', { ParticipantSid, ParticipantIdentity: identity, ...facts }),
    );
  }

  hears(event: VideoEvent): Promise<{ handled: boolean }> {
    return handleVideoEvent(this.context, event);
  }
}

/** What a token says. */
export const grantsOf = (token: string) => decodeJwt(token).grants as { identity: string; video: { room: string } };

/** The answer of somebody who is let in. */
export function ready(answer: VideoTokenAnswer): Extract<VideoTokenAnswer, { state: 'ready' }> {
  if (answer.state !== 'ready') throw new Error(`Not let in: ${answer.state}`);
  return answer;
}
