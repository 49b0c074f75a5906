import { englishVideo } from '../../words/en/video';
import { type DeviceState, type MediaState, NO_MEDIA } from './media-state';
import { spokenProblems } from './spoken-problems';

const { denied, missing } = englishVideo.problems;
const media = (camera: DeviceState['status'], microphone: DeviceState['status']): MediaState => ({
  camera: { ...NO_MEDIA.camera, status: camera },
  microphone: { ...NO_MEDIA.microphone, status: microphone },
});
const spoken = (before: MediaState, after: MediaState) => spokenProblems(before, after, englishVideo);

test('what is the matter is said with how to mend it, once', () => {
  expect(spoken(NO_MEDIA, media('denied', 'on'))).toBe(`${denied.camera}. ${denied.help}`);
  expect(spoken(media('denied', 'on'), media('denied', 'off'))).toBeUndefined();
});

test('the same of both is one sentence, different things are two', () => {
  expect(spoken(media('denied', 'on'), media('denied', 'denied'))).toBe(`${denied.both}. ${denied.help}`);
  expect(spoken(NO_MEDIA, media('missing', 'denied'))).toBe(
    `${missing.camera}. ${missing.help} ${denied.microphone}. ${denied.help}`,
  );
});

test('what is mended is not said', () => {
  expect(spoken(media('denied', 'denied'), media('on', 'on'))).toBeUndefined();
});
