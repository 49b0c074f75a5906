/** One line a request. No names, no messages, no tokens. */
export interface RequestLine {
  requestId: string;
  function: string;
  status: number;
  /** Our error code, or `ok`. */
  code: string;
  milliseconds: number;
  upstreamCalls: number;
  conversationSid?: string;
  taskSid?: string;
  /** What a developer needs to find the cause: of failures alone. */
  detail?: string;
  notes?: string[];
}

/** console.error raises an alert in the Console's debugger (82005), console.warn a warning (82004), console.log nothing. */
export function logRequest(line: RequestLine): void {
  const text = JSON.stringify(line);
  if (line.status >= 500 && line.status !== 503) console.error(text);
  else if (line.status === 503) console.warn(text);
  else console.log(text);
}
