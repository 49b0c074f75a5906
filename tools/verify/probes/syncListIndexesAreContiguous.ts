import { defineProbe } from '../probe';

const ITEMS = 25;

export const syncListIndexesAreContiguous = defineProbe({
  name: 'syncListIndexesAreContiguous',
  async observe(rig) {
    const { syncLists } = rig.sync;
    const { sid } = await syncLists.create({ uniqueName: `verification-${rig.run}`, ttl: 600 });
    rig.cleanup.add(`Sync list ${sid}`, () => syncLists(sid).remove());
    const indexes: number[] = [];
    for (let item = 0; item < ITEMS; item += 1) {
      indexes.push((await syncLists(sid).syncListItems.create({ data: { item } })).index);
    }
    const gap = indexes.findIndex((index, at) => at > 0 && index !== (indexes[at - 1] ?? 0) + 1);
    return gap === -1
      ? { saw: `${ITEMS} items one after the other had no gap, which proves nothing: only a gap would` }
      : { value: false, saw: `index ${indexes[gap]} came after ${indexes[gap - 1]}` };
  },
});
