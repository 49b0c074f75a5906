import type { WebhookReply } from '../../../local-twilio/src/webhooks/delivery';
import { paint } from '../paint';
import { durationMs } from '../scenarios/duration';
import { passTime, settled } from '../scenarios/pass-time';
import type { TerminalChat } from './terminal-chat';
import type { TypedLines } from './typed-lines';

export const COMMANDS = `  /wait 5m      lets time pass, in which nobody says anything
  /fail PATH    the Function or endpoint fails from now on
  /mend         all of them work again
  /quit         ends`;

const FAILED: WebhookReply = {
  status: 500,
  contentType: 'application/json',
  body: '{"error":{"code":"internal","message":"Made to fail by /fail"}}',
};

/** Takes line for line what the customer says, or a command, until there is no more. */
export async function converse(chat: TerminalChat, lines: TypedLines, print: (line: string) => void): Promise<void> {
  const failing = new Set<string>();
  chat.studio.answerCalls(async (call) => {
    const names = [call.url.pathname, call.url.origin + call.url.pathname];
    return names.some((name) => failing.has(name)) ? FAILED : chat.answerCall?.(call);
  });
  const command = async (name: string, argument: string) => {
    const milliseconds = durationMs(argument);
    if (name === '/wait' && milliseconds !== undefined) {
      await passTime(chat.clock, chat.studio, milliseconds);
      print(paint('dim', `${argument} have passed`));
    } else if (name === '/fail' && argument) {
      failing.add(argument);
      print(paint('dim', `${argument} fails from now on`));
    } else if (name === '/mend') {
      failing.clear();
      print(paint('dim', 'Everything works again'));
    } else print(COMMANDS);
  };
  const say = async (text: string) => {
    let isHeard = false;
    const unwatch = chat.studio.watch({
      leaves: () => {
        isHeard = true;
      },
    });
    await chat.say(text);
    await settled(chat.studio);
    unwatch();
    if (!isHeard) print(paint('dim', '  no flow takes this message'));
  };
  const hear = async () => {
    for (const text of await chat.heard()) print(paint('bold', `< ${text}`));
  };

  chat.begin?.();
  await settled(chat.studio);
  await hear();
  for (;;) {
    const line = await lines.next(paint('green', '> '));
    if (line === undefined || line.trim() === '/quit') return;
    if (line.trim() === '') continue;
    const [, name, argument = ''] = /^(\/\w+)\s*(.*)$/.exec(line.trim()) ?? [];
    if (name) await command(name, argument.trim());
    else await say(line);
    await hear();
  }
}
