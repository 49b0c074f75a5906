import { acceptedInteraction } from '../bare-interaction';
import { defineProbe } from '../probe';

const WAITING = ['pending', 'reserved'];

export const declinedTransferGoesOn = defineProbe({
  name: 'declinedTransferGoesOn',
  async observe(rig) {
    const { conversationSid, chat, agent } = await acceptedInteraction(rig);
    const second = await rig.agent(1);
    await second.goes('available');
    await chat.transfersTo(second.workerSid);
    const { reservation } = await second.offer(conversationSid);
    // Nobody of the run is there when it goes on; what else it does is not waited for.
    await agent.goes('offline');
    await reservation.reject();
    await rig.patience.until('the transfer is declined', () => reservation.status === 'rejected');
    await second.goes('offline');
    const task = rig.workspace.tasks(reservation.task.sid);
    const canceled = await rig.patience.soon(async () => (await task.fetch()).assignmentStatus === 'canceled');
    if (canceled) return { value: false, saw: 'the task of the declined transfer was canceled' };
    const { assignmentStatus } = await task.fetch();
    return WAITING.includes(assignmentStatus)
      ? { value: true, saw: `the task of the declined transfer went on, and was ${assignmentStatus}` }
      : { saw: `the task of the declined transfer was ${assignmentStatus}` };
  },
});
