import { defineProbe } from '../probe';
import { askingFlow, endOf, givingFlow, publish, startFlow } from '../probe-flows';

export const subflowReturnsObjects = defineProbe({
  name: 'subflowReturnsObjects',
  async observe(rig) {
    const { widgets } = await endOf(rig, await startFlow(rig, askingFlow(await publish(rig, givingFlow()))));
    const given = widgets?.sub;
    if (given?.plain !== 'simple') return { saw: 'not even a text came back from the sub-flow' };
    return given.order === undefined
      ? { value: false, saw: 'a text came back from the sub-flow, and an object did not' }
      : { value: true, saw: `a text and an object came back from the sub-flow, the object as ${typeof given.order}` };
  },
});
