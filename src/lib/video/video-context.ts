import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CallerKind } from '../auth/callers';
import { makeJoinCode } from '../auth/join-code';
import type { Keys } from '../auth/keys';
import type { Config } from '../config';
import type { Run } from '../http/define-function';
import type { TwilioParts } from '../twilio/twilio';
import { type AgentCalls, agentCalls, type VideoCalls, type VideoCodes, videoCalls, videoCodes } from './video-call';

type Ports = Pick<TwilioParts, 'conversations' | 'messages' | 'video' | 'sync'>;

/** What the use cases of a video call work with. */
export interface VideoContext {
  config: Config;
  keys: Keys;
  twilio: Ports;
  calls: VideoCalls;
  codes: VideoCodes;
  agentCalls: AgentCalls;
  /** The same with the time that is kept for undoing. */
  undo: Pick<Ports, 'video' | 'messages'> & { calls: VideoCalls; codes: VideoCodes; agentCalls: AgentCalls };
  /** 128 random bits in hex. */
  randomName: () => string;
  randomCode: () => string;
  pause: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since 1970. */
  now: () => number;
  note: (facts: { problem: string }) => void;
}

export function videoContext({
  config,
  keys,
  twilio,
  undo,
  now,
  note,
}: Pick<Run<unknown, CallerKind>, 'config' | 'keys' | 'twilio' | 'undo' | 'now' | 'note'>): VideoContext {
  return {
    config,
    keys,
    twilio,
    calls: videoCalls(twilio.sync, config, now),
    codes: videoCodes(twilio.sync, config, now),
    agentCalls: agentCalls(twilio.sync, config, now),
    undo: {
      video: undo.video,
      messages: undo.messages,
      calls: videoCalls(undo.sync, config, now),
      codes: videoCodes(undo.sync, config, now),
      agentCalls: agentCalls(undo.sync, config, now),
    },
    randomName: () => randomBytes(16).toString('hex'),
    randomCode: () => makeJoinCode(config.CODE_LENGTH),
    pause,
    now,
    note,
  };
}
