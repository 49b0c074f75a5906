import { fetchFunctionsUrl } from './control-api';

/** What `/handoff-note` of the Functions answers, as far as the desktop shows it; every part may be missing. */
export interface HandoffNote {
  note: {
    reason?: string;
    reasonCode?: string;
    topic?: string;
    summary?: string;
    sentiment?: string;
    collected?: Record<string, string>;
  };
  transcript: { at: string; who: 'caller' | 'bot'; text: string }[];
}

let functionsUrl: Promise<string | undefined> | undefined;

/** Why the customer of this task was handed over, and what was said before. Undefined: there are no Functions. */
export async function fetchHandoffNote(flexToken: string, taskSid: string): Promise<HandoffNote | undefined> {
  functionsUrl ??= fetchFunctionsUrl();
  const url = await functionsUrl;
  if (!url) return undefined;
  const response = await fetch(`${url}/handoff-note`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flexToken, taskSid }),
  });
  if (!response.ok) throw new Error(`/handoff-note answered ${response.status}`);
  return (await response.json()) as HandoffNote;
}
