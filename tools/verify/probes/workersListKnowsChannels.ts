import { defineProbe } from '../probe';

export const workersListKnowsChannels = defineProbe({
  name: 'workersListKnowsChannels',
  async observe(rig) {
    const agent = await rig.agent();
    const finds = async (targetWorkersExpression: string) => {
      const workers = await rig.workspace.workers.list({ targetWorkersExpression });
      return workers.some(({ sid }) => sid === agent.workerSid);
    };
    const own = `verification == "${rig.run}"`;
    if (!(await finds(own))) return { saw: "the run's own worker was not found by an attribute" };
    const asked = 'worker.channel.chat.available_capacity_percentage > 0';
    const found = await finds(`${own} AND ${asked}`).catch((error: unknown) => {
      if (Reflect.get(Object(error), 'status') !== 400) throw error;
      return undefined;
    });
    if (found) return { value: true, saw: 'a worker was found by worker.channel.chat.available_capacity_percentage' };
    return { value: false, saw: found === undefined ? 'the expression was refused' : 'the expression found nobody' };
  },
});
