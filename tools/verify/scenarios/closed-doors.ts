import { randomUUID } from 'node:crypto';
import { outcome } from '../call-functions';
import { expectThat, type Scenario } from '../scenario';

const PROTECTED = ['/webhook', '/studio/handoff-begin', '/studio/handoff-opened', '/studio/handoff-failed'];

/** Who must not come in does not: unsigned calls, strange origins, sessions that nobody gave. */
export const closedDoors: Scenario = {
  name: 'protected Functions and strange origins',
  async run(rig, step) {
    step('unsigned calls to protected Functions are refused');
    for (const path of PROTECTED) {
      const status = await rig.functions.postUnsigned(path, { EventType: 'onMessageAdded' });
      expectThat(status >= 400 && status < 500, `${path} answered an unsigned call with ${status}`);
    }
    step('pages of other origins are refused');
    const stranger = await rig.functions.post(
      '/conversation-create',
      { requestId: randomUUID() },
      'https://elsewhere.example',
    );
    expectThat(stranger.status === 403, `/conversation-create answered a strange origin with ${outcome(stranger)}`);
    expectThat(
      stranger.headers.get('access-control-allow-origin') === null,
      '/conversation-create lets a strange origin read its answer',
    );
    step('a session that nobody gave is refused');
    const { status } = await rig.functions.post('/token', { session: 'not-a-session' });
    expectThat(status === 401, `/token answered a session that nobody gave with ${status}`);
  },
};
