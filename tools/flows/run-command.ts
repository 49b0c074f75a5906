import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seededFlowSid } from '../../local-twilio/src/studio/load-flows';
import type { FlowDefinition } from '../../studio-flows/flow-definition';
import { CommandError } from '../command-error';
import { PROJECT_FOLDER } from '../project-folder';
import { asRecord } from './lint/linted-state';
import { readFlowFile } from './lint/read-flow-file';
import { readArguments } from './read-arguments';
import { CallAnswers } from './run/call-answers';
import { COMMANDS, converse } from './run/converse';
import { openLiveChat } from './run/live-chat';
import { openLoneChat } from './run/lone-chat';
import { showExecutions } from './run/show-executions';
import { startEvents } from './run/start-events';
import { TypedLines } from './run/typed-lines';
import { type PublishedFlow, publishedFlows } from './scenarios/published-flow';

const USAGE = `npm run flows -- run NAME|FILE [--answers FILE]

  Talk to a flow in the terminal; each widget is shown as it runs. A flow of studio-flows/ runs with our Functions on a
  local Twilio. A FILE may be any export of the console: Functions that it calls are not called, but answered by
  --answers FILE ({"/path": {"status": 200, "json": {…}}, "https://…/path": ["no answer", {"text": "…"}]}), by you, or
  by 200 {}. With --answers a flow of ours runs that way too.

  What you type is the customer's message. Beside that:
${COMMANDS}`;

const print = (line: string) => void process.stdout.write(`${line}\n`);
const warn = (line: string) => void process.stderr.write(`${line}\n`);

/** `npm run flows -- run`: a conversation until the input ends. */
export async function run(args: string[]): Promise<number> {
  const parsed = readArguments(USAGE, { from: 1, to: 1 }, () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { answers: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }),
  );
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  const [wanted = ''] = positionals;
  const flows = publishedFlows(path.join(PROJECT_FOLDER, 'studio-flows'));
  const ours = flows.find(({ name }) => name === wanted);
  const flow = ours ?? readFile(wanted, flows);
  if (ours) startEvents(ours);
  const lines = new TypedLines();
  const ask = async (question: string) => {
    if (!lines.isTerminal) return undefined;
    print(question);
    return (await lines.next('? '))?.trim();
  };
  const others = flows.filter((one) => one !== ours);
  const isLive = ours && !values.answers;
  try {
    const chat = isLive
      ? await openLiveChat(ours.name, warn)
      : await openLoneChat(flow, others, new CallAnswers(values.answers, ask, print), warn);
    try {
      for (const notice of chat.notices) print(notice);
      showExecutions(chat.studio, (widget) => typeOf([flow, ...others], widget), print);
      await converse(chat, lines, print);
    } finally {
      await chat.stop();
    }
  } finally {
    lines.close();
  }
  return 0;
}

const typeOf = (flows: PublishedFlow[], widget: string) =>
  flows.flatMap(({ definition }) => definition.states).find(({ name }) => name === widget)?.type ?? '';

function readFile(file: string, flows: PublishedFlow[]): PublishedFlow {
  if (!existsSync(file)) {
    throw new CommandError(
      `"${file}" is neither a file nor a flow. Flows: ${flows.map(({ name }) => name).join(', ')}`,
    );
  }
  const name = path.basename(file, '.json');
  const content = readFlowFile(file);
  if ('problem' in content) throw new CommandError(`${file} is no flow: ${content.problem}`);
  const { definition } = content;
  if (!Array.isArray(asRecord(definition).states))
    throw new CommandError(`${file} is no flow: it has no list of "states"`);
  return { name, sid: seededFlowSid(`file-${name}`), definition: definition as FlowDefinition };
}
