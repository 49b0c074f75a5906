import { readJoinProof } from '../auth/join-code';
import type { VideoPass } from '../auth/video-pass';
import { refusal } from '../testing/refusal';
import { JANE, ready, VideoSetting } from '../testing/video-setting';
import { checkWasInCall } from './was-in-call';

/** A call, and a guest of it with what their pass says. */
async function guest(settings: Record<string, string> = {}) {
  const setting = new VideoSetting(settings);
  const { code } = await setting.start();
  const asked = await setting.byCode(code);
  if (asked.state === 'waiting') throw new Error('A code is never waiting');
  return { setting, code, pass: await read(setting, asked.pass), identity: asked.identity };
}

async function read({ context }: VideoSetting, pass: string | undefined): Promise<VideoPass> {
  const proof = await readJoinProof(context.keys, { pass }, context.now());
  if (!('pass' in proof)) throw new Error('No pass');
  return proof.pass;
}

const check = ({ context }: VideoSetting, pass: VideoPass) =>
  checkWasInCall({ calls: context.calls, video: context.twilio.video }, pass);

test('README example: who was in the call by a link passes, during it and after it', async () => {
  const { setting, pass, identity } = await guest();
  await setting.comes(identity, 1);
  await expect(check(setting, pass)).resolves.toBeUndefined();
  await setting.leaves(identity, 1);
  await setting.hears(setting.event('room-ended'));
  const before = setting.log.calls.length;
  await expect(check(setting, pass)).resolves.toBeUndefined();
  expect(setting.log.calls.slice(before).map(({ name }) => name)).toEqual(['sync.fetch']);
});

test('a pass that came with the question of consent, and was never used, is none of the call', async () => {
  const { setting, pass } = await guest({ VIDEO_RECORD_BY_DEFAULT: 'true' });
  expect(await refusal(check(setting, pass))).toEqual([403, 'not_in_call']);
});

test('nor is one whose holder took a token and stayed outside', async () => {
  const { setting, pass } = await guest();
  expect(await refusal(check(setting, pass))).toEqual([403, 'not_in_call']);
});

test('of whose coming no callback has told, Twilio tells: in the room, and after they left', async () => {
  const { setting, pass, identity } = await guest();
  const room = setting.twilio.video.rooms[0];
  room?.participants.push({ sid: 'PA1', identity });
  await expect(check(setting, pass)).resolves.toBeUndefined();
  room?.participants.splice(0);
  room?.left.push(identity);
  await expect(check(setting, pass)).resolves.toBeUndefined();
});

test('who was in the first room of a call that moved to another one was in the call', async () => {
  const { setting, code, pass, identity } = await guest();
  await setting.comes(identity, 1);
  const other = ready(await setting.byCode(code));
  await setting.comes(other.identity, 2);
  await setting.removes(other.identity, true);
  expect(setting.twilio.video.rooms).toHaveLength(2);
  await expect(check(setting, pass)).resolves.toBeUndefined();
});

test('a call that another one has replaced can be rated no more', async () => {
  const { setting, pass, identity } = await guest();
  await setting.comes(identity, 1);
  await setting.hears(setting.event('room-ended'));
  await setting.start(JANE);
  expect(await refusal(check(setting, pass))).toEqual([410, 'video_ended']);
});
