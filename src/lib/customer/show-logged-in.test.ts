import { SEAL_ATTRIBUTE } from '../auth/conversation-seal';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { MemoryTwilio } from '../testing/memory-twilio';
import { sealedChat } from '../testing/sealed-chat';
import { plainSid } from '../testing/sid';
import { showLoggedIn } from './show-logged-in';

const keys = deriveKeys(configuration());

async function setting(facts: { loggedIn?: string } = { loggedIn: 'ada' }) {
  const twilio = new MemoryTwilio();
  const conversation = await sealedChat(twilio, keys, { verified: true, name: 'Ada Lovelace', ...facts });
  const task = () =>
    twilio.tasks.push({
      sid: plainSid('WT', 1),
      status: 'pending',
      attributes: { conversationSid: conversation.sid, verified: false, name: 'somebody' },
      createdAt: new Date(0),
    });
  const show = () => showLoggedIn({ tasks: twilio.parts.tasks, keys, pause: twilio.clock.pause }, conversation);
  return { twilio, conversation, task, show };
}

test('README example: who logged in while the task was being made is shown in it', async () => {
  const { twilio, task, show } = await setting();
  task();
  await show();
  expect(twilio.tasks[0]?.attributes).toMatchObject({ verified: true, name: 'Ada Lovelace' });
  expect(twilio.clock.pauses).toEqual([]);
});

test('a task that is not there yet is looked for once more', async () => {
  const { twilio, task, show } = await setting();
  twilio.log.after('tasks.ofConversation', task);
  await show();
  expect(twilio.tasks[0]?.attributes).toMatchObject({ verified: true, name: 'Ada Lovelace' });
  expect(twilio.clock.pauses).toEqual([1500]);
});

test('where nobody logged in, or the seal is not ours, no task is asked for', async () => {
  const known = await setting({});
  await known.show();
  const forged = await setting();
  forged.conversation.attributes = JSON.stringify({ [SEAL_ATTRIBUTE]: { loggedIn: 'ada', verified: true } });
  await forged.show();
  expect([...known.twilio.log.names(), ...forged.twilio.log.names()]).toEqual([]);
});
