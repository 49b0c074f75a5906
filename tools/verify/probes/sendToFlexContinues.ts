import { handOver } from '../handed-over';
import { defineProbe } from '../probe';

export const sendToFlexContinues = defineProbe({
  name: 'sendToFlexContinues',
  async observe(rig) {
    const { context } = await handOver(rig);
    return context.flow?.variables?.went_on === 'yes'
      ? { value: true, saw: 'the widget behind Send to Flex ran' }
      : { value: false, saw: 'the execution ended at Send to Flex' };
  },
});
