import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { RelayLine } from '../../local-twilio/src/voice/conversation-relay/relay-line';
import type { Recording } from './recording';

/**
 * The caller is who types: lines from `input`, one after the other, until the session has ended. The end of the input hangs
 * up.
 */
export async function callLive(
  { line, recording }: { line: RelayLine; recording: Recording },
  input: NodeJS.ReadableStream,
  tell: (text: string) => void,
): Promise<void> {
  const over = new AbortController();
  const lines = createInterface({ input });
  line.on('ended', () => {
    over.abort();
    lines.close();
  });
  for await (const typed of lines) {
    if (recording.end) break;
    await obey(typed.trim(), { line, recording, tell, over: over.signal });
  }
  line.hangUp();
}

interface Call {
  line: RelayLine;
  recording: Recording;
  tell: (text: string) => void;
  over: AbortSignal;
}

const NOT_TOLD = '(the application is not told of it, by the settings)';

async function obey(typed: string, { line, recording, tell, over }: Call): Promise<void> {
  const [, command = '', argument = ''] = /^\/(\S+)\s*(.*)$/.exec(typed) ?? [];
  if (typed === '') return;
  if (command === '') {
    const reported = line.say(typed);
    recording.callerDoes(typed);
    if (reported === 'unreported') tell(NOT_TOLD);
  } else if (/^[0-9*#]$/.test(command)) {
    const reported = line.digit(command);
    recording.callerDoes(`key ${command}`);
    if (reported === 'unreported') tell(`${NOT_TOLD.slice(0, -1)}: --set dtmfDetection=true)`);
  } else if (command === 'wait' && /^\d+(\.\d+)?$/.test(argument)) {
    await wait(Number(argument) * 1000, undefined, { signal: over }).catch(() => undefined);
  } else if (command === 'drop') {
    line.dropSocket();
  } else if (command === 'hangup') {
    line.hangUp();
  } else {
    tell('There are /0 … /9 /* /# /wait SECONDS /drop /hangup; everything without a slash is said.');
  }
}
