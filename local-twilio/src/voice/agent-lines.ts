import type { WebSocket } from 'ws';
import { AccessTokenError, verifyAccessToken } from '../account/access-tokens';
import type { SocketRequest } from '../http/listener';
import type { Kernel } from '../kernel';
import type { AgentTalk } from './agent-talk';
import type { VoiceTasks } from './voice-tasks';

/** What an agent's line is told, as text. */
export type ToAgent =
  | { type: 'caller'; text: string; partial: boolean }
  | { type: 'digit'; digit: string }
  | { type: 'agent'; text: string }
  | { type: 'over' };

/** What the agent does on it. */
export type FromAgent = { type: 'say'; text: string } | { type: 'hangUp' };

const POLICY_VIOLATION = 1008;
const UNSUPPORTED_DATA = 1003;

/** Stands for an agent's headset: `/agent-line?taskSid=WT…&token=…`, for the agent who has that call. */
export class AgentLines {
  constructor(
    private readonly kernel: Kernel,
    private readonly tasks: VoiceTasks,
  ) {}

  connect({ query }: SocketRequest, socket: WebSocket): void {
    const talk = this.tasks.talk(query.get('taskSid') ?? '');
    if (!talk || talk.workerSid !== this.#workerOf(query.get('token') ?? '')) {
      socket.close(POLICY_VIOLATION, 'No call of yours');
      return;
    }
    join(talk, socket);
  }

  #workerOf(token: string): string | undefined {
    try {
      return String(verifyAccessToken(token, this.kernel.account).grants.task_router?.worker_sid ?? '') || undefined;
    } catch (error) {
      if (error instanceof AccessTokenError) return undefined;
      throw error;
    }
  }
}

function join(talk: AgentTalk, socket: WebSocket): void {
  const send = (frame: ToAgent) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(frame));
  const caller = (text: string, { partial }: { partial: boolean }) => void send({ type: 'caller', text, partial });
  const digit = (pressed: string) => void send({ type: 'digit', digit: pressed });
  const agent = (text: string) => void send({ type: 'agent', text });
  const over = () => {
    send({ type: 'over' });
    socket.close();
  };
  talk.on('caller', caller).on('digit', digit).on('agent', agent).on('over', over);
  socket.on('close', () => talk.off('caller', caller).off('digit', digit).off('agent', agent).off('over', over));
  socket.on('message', (data) => {
    const frame = readAgentFrame(data.toString());
    if (!frame) socket.close(UNSUPPORTED_DATA, 'No such frame');
    else if (frame.type === 'say') talk.say(frame.text);
    else talk.hangUp();
  });
}

function readAgentFrame(text: string): FromAgent | undefined {
  try {
    const { type, text: said } = JSON.parse(text) as Record<string, unknown>;
    if (type === 'hangUp') return { type };
    return type === 'say' && typeof said === 'string' && said !== '' ? { type, text: said } : undefined;
  } catch {
    return undefined;
  }
}
