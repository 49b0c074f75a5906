import { closePending } from '../close-pending';
import { defineProbe } from '../probe';

export const routingClosedEndsPendingTasks = defineProbe({
  name: 'routingClosedEndsPendingTasks',
  observe: (rig) => closePending(rig, { status: 'closed' }),
});
