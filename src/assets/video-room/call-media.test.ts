import { CallMedia } from './call-media';
import type { CallRoom } from './call-room';
import { type FakeMedia, mediaHost } from './testing/media-host';

/** A room that notes what it is sent. */
function fakeRoom(refuse?: string) {
  const did: string[] = [];
  const room: CallRoom = {
    people: [],
    quality: undefined,
    reconnecting: false,
    recording: false,
    send: async (kind, track) => {
      did.push(`${kind} ${track?.id}`);
      if (track && kind === refuse) throw new Error('Refused');
    },
    mute: (muted) => void did.push(`mute ${muted}`),
    leave: () => void did.push('leave'),
  };
  return { room, did };
}

async function inRoom(refuse?: string) {
  const host: FakeMedia = mediaHost();
  const media = new CallMedia(host, () => undefined);
  await media.start();
  const { room, did } = fakeRoom(refuse);
  await media.sendTo(room);
  return { host, media, did };
}

test('a room gets what is on, and every change', async () => {
  const { media, did } = await inRoom();
  await media.toggle('camera');
  await media.toggle('microphone');
  await media.choose('camera', 'desk');
  expect(did).toEqual([
    'camera video-2',
    'microphone audio-1',
    'mute false',
    'camera undefined',
    'mute true',
    'camera video-3',
  ]);
});

test('the next room gets it as it is: muted, without camera, with the screen', async () => {
  const { media } = await inRoom();
  await media.toggle('camera');
  await media.toggle('microphone');
  await media.share();
  media.sendToNobody();
  const { room, did } = fakeRoom();
  await media.sendTo(room);
  expect(did).toEqual(['camera undefined', 'microphone audio-1', 'mute true', 'screen video-3']);
});

test('a screen is shared until it is stopped, also by the browser’s own button', async () => {
  const { host, media, did } = await inRoom();
  await media.share();
  expect(media.screen?.id).toBe('video-3');
  media.screen?.onended?.(new Event('ended'));
  expect([media.screen, host.tracks.at(-1)?.stopped]).toEqual([undefined, true]);
  expect(did.slice(-2)).toEqual(['screen video-3', 'screen undefined']);
});

test('a screen that the room refuses is let go', async () => {
  const { host, media } = await inRoom('screen');
  await expect(media.share()).rejects.toThrow('Refused');
  expect([media.screen, host.tracks.at(-1)?.stopped]).toEqual([undefined, true]);
});

test('who was denied one device and mends it keeps the other one', async () => {
  const host = mediaHost();
  host.refuse = ({ video }) => (video ? 'NotReadableError' : undefined);
  const media = new CallMedia(host, () => undefined);
  await media.start();
  const heard = media.state.microphone.track;
  host.refuse = () => undefined;
  await media.retry('camera');
  expect([media.state.camera.status, media.state.microphone.track]).toEqual(['on', heard]);
});

test('everything is let go at the end', async () => {
  const { host, media, did } = await inRoom();
  await media.share();
  media.stop();
  expect(host.tracks.map(({ stopped }) => stopped)).toEqual([true, true, true]);
  expect(did.at(-1)).toBe('screen video-3');
});
