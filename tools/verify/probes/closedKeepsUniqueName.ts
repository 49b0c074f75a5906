import { defineProbe } from '../probe';
import { refusal } from '../refusal';

export const closedKeepsUniqueName = defineProbe({
  name: 'closedKeepsUniqueName',
  async observe(rig) {
    const uniqueName = `verification-${rig.run}-name`;
    const first = await rig.bareConversation(uniqueName);
    await rig.conversations.conversations(first).update({ state: 'closed' });
    try {
      await rig.bareConversation(uniqueName);
      return { value: false, saw: 'a second conversation got the unique name of a closed one' };
    } catch (error) {
      return { value: true, saw: `refused with ${refusal(error, 409)}` };
    }
  },
});
