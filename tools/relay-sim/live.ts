import { createInterface } from 'node:readline';
import { CommandError } from '../command-error';
import { playStep, type Stage } from './run-script';
import { readStep, type Step } from './script';

/**
 * The caller is who types: each line from `input` is a step, one after the other, until the session has ended. The end of
 * the input hangs up.
 */
export async function callLive(
  stage: Stage,
  input: NodeJS.ReadableStream,
  tell: (text: string) => void,
): Promise<void> {
  const { line, recording } = stage;
  const lines = createInterface({ input });
  line.on('ended', () => lines.close());
  for await (const typed of lines) {
    if (recording.end) break;
    if (typed.trim() === '') continue;
    const fault = await play(typed.trim(), stage);
    if (fault) tell(`(${fault})`);
  }
  line.hangUp();
}

async function play(typed: string, stage: Stage): Promise<string | undefined> {
  try {
    return await playStep(stepOf(typed), stage);
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
}

/** @throws CommandError when it is none */
function stepOf(typed: string): Step {
  if (typed.startsWith('{')) return readStep(typed);
  if (!typed.startsWith('/')) return { say: typed };
  const [, key] = /^\/([0-9*#])$/.exec(typed) ?? [];
  if (key !== undefined) return { digit: key };
  const [, seconds] = /^\/wait\s+(\d+(?:\.\d+)?)$/.exec(typed) ?? [];
  if (seconds !== undefined) return { silence: Number(seconds) };
  if (typed === '/drop') return { drop: true };
  if (typed === '/hangup') return { hangUp: true };
  throw new CommandError(
    'There are /0 … /9 /* /# /wait SECONDS /drop /hangup, and steps of a script, { … }; everything else is said.',
  );
}
