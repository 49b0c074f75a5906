import { LocalMedia } from './local-media';
import type { MediaKind } from './media-state';
import { type FakeMedia, mediaHost } from './testing/media-host';

function open(change: Partial<FakeMedia> = {}) {
  const host = Object.assign(mediaHost(), change);
  const taken: [MediaKind, string | undefined][] = [];
  const media = new LocalMedia(
    host,
    () => undefined,
    (kind, track) => taken.push([kind, track?.id]),
  );
  const statuses = () => [media.state.camera.status, media.state.microphone.status];
  return { host, media, taken, statuses };
}

test('README example: camera and microphone with one question, and what else there is to choose', async () => {
  const { host, media, taken, statuses } = open();
  await media.start();
  expect([host.asked.length, statuses()]).toEqual([1, ['on', 'on']]);
  expect(taken).toEqual([
    ['microphone', 'audio-1'],
    ['camera', 'video-2'],
  ]);
  expect(media.state.camera.choices.map(({ deviceId }) => deviceId)).toEqual(['front', 'desk']);
  await media.turnOn('camera', 'desk');
  expect(media.state.camera).toMatchObject({ status: 'on', deviceId: 'desk' });
  expect(host.tracks.map(({ id, stopped }) => [id, stopped])).toEqual([
    ['audio-1', false],
    ['video-2', true],
    ['video-3', false],
  ]);
});

test('a page without https has neither', async () => {
  const { media, statuses } = open({ devices: undefined });
  await media.start();
  expect(statuses()).toEqual(['insecure', 'insecure']);
});

test.each([
  ['NotFoundError', 'missing'],
  ['NotReadableError', 'in_use'],
])('with %s of the camera the microphone is there all the same', async (name, status) => {
  const { media, statuses } = open({ refuse: ({ video }) => (video ? name : undefined) });
  await media.start();
  expect(statuses()).toEqual([status, 'on']);
});

test('what was denied together is not asked for twice', async () => {
  const { host, media, statuses } = open({ refuse: () => 'NotAllowedError' });
  await media.start();
  expect([statuses(), host.asked.length]).toEqual([['denied', 'denied'], 1]);
});

test('where only the camera is denied, the microphone is asked for by itself', async () => {
  const { media, statuses } = open({
    refuse: ({ video }) => (video ? 'NotAllowedError' : undefined),
    permission: async (kind) => (kind === 'camera' ? 'denied' : 'granted'),
  });
  await media.start();
  expect(statuses()).toEqual(['denied', 'on']);
});

test('a microphone that was muted is still muted after it was exchanged, until all is let go', async () => {
  const { media } = open();
  await media.start();
  media.mute(true);
  await media.turnOn('microphone', 'headset');
  expect(media.state.microphone.track?.enabled).toBe(false);
  media.stop();
  await media.start();
  expect(media.state.microphone.track?.enabled).toBe(true);
});

test('a device that is pulled out gives way to another one', async () => {
  const { host, media } = open();
  await media.start();
  await media.turnOn('camera', 'desk');
  media.state.camera.track?.onended?.(new Event('ended'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(media.state.camera).toMatchObject({ status: 'on', deviceId: 'front' });
  expect(host.asked.at(-1)).toEqual({ video: expect.not.objectContaining({ deviceId: expect.anything() }) });
});

test.each([
  ['NotFoundError', 'lost'],
  ['NotReadableError', 'in_use'],
  ['NotAllowedError', 'denied'],
])('a device that is pulled out, and %s of any other: %s, until it is asked for again', async (name, status) => {
  const { host, media, taken, statuses } = open();
  await media.start();
  host.refuse = () => name;
  const said = new Set<string>();
  host.ready = async () => void said.add(media.state.camera.status);
  media.state.camera.track?.onended?.(new Event('ended'));
  await new Promise((resolve) => setImmediate(resolve));
  expect([statuses(), [...said]]).toEqual([[status, 'on'], ['starting']]);
  expect(taken.at(-1)).toEqual(['camera', undefined]);
  host.refuse = () => undefined;
  await media.turnOn('camera');
  expect(statuses()).toEqual(['on', 'on']);
});

test('who has gone away while the browser was asking is neither seen nor heard', async () => {
  let allow: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    allow = resolve;
  });
  const { host, media, taken, statuses } = open({ ready: () => asked });
  const starting = media.start();
  media.stop();
  allow();
  await starting;
  expect(host.tracks.map(({ stopped }) => stopped)).toEqual([true, true]);
  expect([taken, statuses()]).toEqual([[], ['off', 'off']]);
});
