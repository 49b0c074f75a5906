import { acceptedInteraction } from '../bare-interaction';
import { defineProbe } from '../probe';
import { refusal } from '../refusal';

export const endedTasksTakeAttributes = defineProbe({
  name: 'endedTasksTakeAttributes',
  async observe(rig) {
    const { chat, taskSid, conversationSid } = await acceptedInteraction(rig);
    const task = rig.workspace.tasks(taskSid);
    const attributes = (mark: string) => JSON.stringify({ ...chat.attributes, conversationSid, mark });
    // What is refused here is refused for another reason than the end.
    await task.update({ attributes: attributes('before') });
    await chat.completes();
    try {
      await task.update({ attributes: attributes('after') });
    } catch (error) {
      return { value: false, saw: `a completed task refused new attributes with ${refusal(error, 400, 409)}` };
    }
    return (await task.fetch()).attributes.includes('"after"')
      ? { value: true, saw: 'a completed task took new attributes' }
      : { value: false, saw: 'a completed task said yes to new attributes and kept the old ones' };
  },
});
