import { defineProbe } from '../probe';

const TAKEN = [50353, 409];

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
      const { code, status } = Object(error) as { code?: number; status?: number };
      if (!TAKEN.includes(code ?? 0) && !TAKEN.includes(status ?? 0)) throw error;
      return { value: true, saw: `refused with ${status} (${code})` };
    }
  },
});
