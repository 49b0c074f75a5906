import { fetchFunctionsUrl } from './control-api';

/** As the Functions' domain serves it; the desktop itself holds nothing of it. */
export interface VideoPanel extends HTMLElement {
  /** Why the task may be neither wrapped up nor completed now; empty when it may. */
  whyNotFinish(): Promise<string>;
}

interface VideoPanelClass extends CustomElementConstructor {
  /** Leaves the call of a chat that is no longer this agent's. */
  dropCall(conversationSid: string): void;
}

const NAME = 'flex-video-panel';
const SCRIPT = '/agent-video/agent-video.js';

/**
 * Brings the panel along.
 *
 * @returns origin of the Functions; undefined where there are none, or none with video
 */
export async function loadVideoPanel(): Promise<string | undefined> {
  const url = await fetchFunctionsUrl().catch(() => undefined);
  if (!url) return undefined;
  await new Promise<void>((resolve) => {
    const script = document.createElement('script');
    script.src = url + SCRIPT;
    script.onload = script.onerror = () => resolve();
    document.head.append(script);
  });
  return panelClass() ? url : undefined;
}

export function leaveVideo(conversationSid: string): void {
  panelClass()?.dropCall(conversationSid);
}

const panelClass = () => customElements.get(NAME) as VideoPanelClass | undefined;
