import { englishVideo } from '../../words/en/video';
import { type DeviceState, type MediaState, NO_MEDIA } from './media-state';
import { type Settings, settingsAfter } from './settings-after';

const camera = (status: DeviceState['status']): MediaState => ({
  camera: { ...NO_MEDIA.camera, status },
  microphone: { ...NO_MEDIA.microphone, status: 'on' },
});

/** One change after the other, from a camera that is on. */
function follow(first: Settings, ...changes: MediaState[]): Settings[] {
  let [settings, before] = [first, camera('on')];
  return changes.map((after) => {
    settings = settingsAfter(settings, before, after, englishVideo);
    before = after;
    return settings;
  });
}

test('a camera that is lost opens them, and one that is there again closes them', () => {
  const states = follow('closed', camera('lost'), camera('starting'), camera('on'));
  expect(states).toEqual(['mending', 'mending', 'closed']);
});

test('what somebody has opened stays open: a camera that is in use, and then another one', () => {
  const states = follow('open', camera('starting'), camera('in_use'), camera('starting'), camera('on'));
  expect(states).toEqual(['open', 'open', 'open', 'open']);
});

test('what somebody has closed stays closed, until something else is the matter', () => {
  expect(follow('closed', camera('lost'))).toEqual(['mending']);
  expect(settingsAfter('closed', camera('lost'), camera('lost'), englishVideo)).toBe('closed');
  expect(settingsAfter('closed', camera('lost'), camera('denied'), englishVideo)).toBe('mending');
});

test('who comes in without a camera is left in peace', () => {
  expect(settingsAfter('closed', undefined, camera('missing'), englishVideo)).toBe('closed');
});
