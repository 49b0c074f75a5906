import { browserStorage, type KeyValueStorage } from '../chat/key-value-storage';
import { browserMedia } from '../video-room/media-host';
import { unreachable } from '../video-room/unreachable';
import { VideoApi } from '../video-room/video-api';
import { AgentCall } from './agent-call';

/** What a panel knows at the moment; a token is only good for a while. */
export interface PanelSettings {
  functionsUrl: string;
  flexToken: () => string | Promise<string>;
  conversationSid: string;
  taskSid: string;
  customerName: string;
}

interface KeptCall {
  call: AgentCall;
  settings: PanelSettings;
}

/** A call goes on while its agent looks at another chat: it belongs to the page, and a panel shows it. */
const kept = new Map<string, KeptCall>();

addEventListener('pagehide', () => {
  for (const { call } of kept.values()) call.suspend();
});

/** The call of this chat: the one that is there, or a new one. */
export function agentCall(settings: PanelSettings): AgentCall {
  const { conversationSid } = settings;
  const known = kept.get(conversationSid);
  if (known) {
    known.settings = settings;
    return known.call;
  }
  const latest = () => kept.get(conversationSid)?.settings ?? settings;
  const call = new AgentCall({
    conversationSid,
    taskSid: () => latest().taskSid || undefined,
    api: new VideoApi(settings.functionsUrl, async () => ({ flexToken: await latest().flexToken(), conversationSid })),
    media: browserMedia(),
    loadRoom: async () => (await import('./call-parts').catch(unreachable)).joinRoom,
    memory: browserStorage('sessionStorage') ?? FORGETFUL,
  });
  kept.set(conversationSid, { call, settings });
  void call.look();
  return call;
}

/** The chat is no longer this agent's: out of its call, which nobody could see any more. */
export function dropCall(conversationSid: string): void {
  kept.get(conversationSid)?.call.leave();
  kept.delete(conversationSid);
}

/** Whose chat it is; empty when this page knows nothing of it. */
export const customerOf = (conversationSid = ''): string => kept.get(conversationSid)?.settings.customerName ?? '';

/** Where a browser keeps nothing, who reloads has to click once more. */
const FORGETFUL: KeyValueStorage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
