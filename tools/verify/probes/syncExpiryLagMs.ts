import { randomBytes } from 'node:crypto';
import { ASSUMPTIONS } from '../../../local-twilio/src/assumptions';
import { isGone } from '../cleanup';
import { defineProbe } from '../probe';

const TTL_SECONDS = 1;
/** Clocks differ. */
const GRACE_MS = 750;

export const syncExpiryLagMs = defineProbe({
  name: 'syncExpiryLagMs',
  async observe(rig) {
    const { value, other } = ASSUMPTIONS.syncExpiryLagMs;
    const uniqueName = `verification-${randomBytes(6).toString('hex')}`;
    await rig.sync.documents.create({ uniqueName, data: {}, ttl: TTL_SECONDS });
    rig.cleanup.add(`Sync document ${uniqueName}`, () => rig.sync.documents(uniqueName).remove());
    await rig.patience.pause(TTL_SECONDS * 1000 + GRACE_MS);
    try {
      await rig.sync.documents(uniqueName).fetch();
      return { value, saw: `a document with a TTL of ${TTL_SECONDS} s was there ${GRACE_MS} ms after it` };
    } catch (error) {
      if (!isGone(error)) throw error;
      return { value: other, saw: `a document with a TTL of ${TTL_SECONDS} s was gone ${GRACE_MS} ms after it` };
    }
  },
});
