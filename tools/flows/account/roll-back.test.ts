import { canonicalFlow } from '../../../studio-flows/canonical-flow';
import { recordVersion } from '../record-version';
import { FlowsAccount, withGoodbye } from '../testing/flows-account';
import { flowsStatus, publishFlows } from './flows-account';
import { describeRollBack, rollBack } from './roll-back';

let account: FlowsAccount;
let sid: string;

beforeEach(async () => {
  account = await FlowsAccount.start();
  sid = (await publish())[0]?.sid ?? '';
});
afterEach(() => account.stop());

const publish = (force?: boolean) => account.run((context) => publishFlows(context, { force, say: account.say }));
const back = (to?: number) => account.run((context) => rollBack(context, 'chat-to-flex', to));
const revision = (number: number | string) =>
  account.rest((client) => client.studio.v2.flows(sid).revisions(String(number)).fetch());

test('the revision before the live one is published again', async () => {
  account.edit('Sorry!', 'minor');
  await publish();
  const result = await back();
  expect(result).toMatchObject({
    revision: 4,
    from: { revision: 3, publication: { version: '1.1.0' } },
    to: { revision: 2, publication: { version: '1.0.0' } },
  });
  expect(describeRollBack('chat-to-flex', result)).toMatch(
    /^chat-to-flex: published revision 2 \(1\.0\.0 .*\) again, as revision 4\n {2}It was revision 3 .*--to 3`/,
  );
  const live = await revision('LatestPublished');
  expect(live.revision).toBe(4);
  expect(canonicalFlow(live.definition)).toBe(canonicalFlow((await revision(2)).definition));
  expect(live.commitMessage).toMatch(
    /^flex-handoff chat-to-flex 1\.0\.0 abcdef0 sha256:[0-9a-f]{12} rollback from 1\.1\.0 to revision 2$/,
  );
});

test('afterwards the flow counts as changed here, and the version that failed is not published again by accident', async () => {
  account.edit('Sorry!', 'minor');
  await publish();
  await back();
  expect(await account.run(flowsStatus)).toMatchObject([
    { state: 'changed here', version: '1.1.0', live: { publication: { version: '1.0.0' } } },
  ]);
  await expect(publish()).rejects.toThrow('1.1.0 was rolled back to revision 2');
  recordVersion(account.folder, 'chat-to-flex', 'patch');
  expect(await publish()).toMatchObject([{ version: '1.1.1', revision: 5 }]);
});

test('--to names a revision, also one of the console', async () => {
  await account.editInConsole((definition) => withGoodbye(definition, 'Theirs'), 'By hand');
  await publish(true);
  expect(await back(3)).toMatchObject({ revision: 5, to: { revision: 3, publication: undefined } });
  expect((await revision(5)).commitMessage).toMatch(
    /^flex-handoff chat-to-flex unversioned abcdef0 sha256:[0-9a-f]{12} rollback from 1\.0\.0 to revision 3$/,
  );
});

test.each([
  [undefined, 'no revision before 2 was published and differs from it'],
  [1, 'Revision 1 is a draft'],
  [2, 'revision 2 is what is published'],
  [9, 'There is no revision 9'],
])('to %s is refused', async (to, message) => {
  await expect(back(to)).rejects.toThrow(message);
  expect((await revision('LatestRevision')).revision).toBe(2);
});

test('a failure leaves what was published, and a second run completes', async () => {
  account.edit('Sorry!', 'minor');
  await publish();
  account.twilio.fail({ method: 'POST', path: '/v2/Flows/FW', status: 503, times: 1 });
  await expect(back()).rejects.toMatchObject({ status: 503 });
  expect((await revision('LatestPublished')).revision).toBe(3);
  expect(await back()).toMatchObject({ revision: 4 });
});
