import { closePending } from '../close-pending';
import { defineProbe } from '../probe';

export const closingChannelCancelsPendingTasks = defineProbe({
  name: 'closingChannelCancelsPendingTasks',
  observe: (rig) => closePending(rig),
});
