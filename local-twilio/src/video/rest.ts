import { badRequest, notFound, TwilioError } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { isoSeconds } from './iso-seconds';
import type { VideoModel } from './model';
import type { Participant, Room } from './room';
import type { RoomRequest } from './room-settings';
import { readRules } from './rules';
import { VIDEO_HOST, type VideoViews } from './views';

const ROOMS = '/v1/Rooms';
const ROOM = `${ROOMS}/:room`;
const PARTICIPANTS = `${ROOM}/Participants`;
const LARGEST_PAGE = 1000;

/**
 * Video v1: rooms, participants and rules. Recordings, compositions and the lists of tracks are not played.
 *
 * https://www.twilio.com/docs/video/api
 */
export function registerVideoRest(kernel: Kernel, model: VideoModel, views: VideoViews): void {
  const on = (method: 'GET' | 'POST', pattern: string, answer: (request: RestRequest) => unknown, status = 200) =>
    kernel.routes.on(method, VIDEO_HOST, pattern, (request) => ({ status, body: answer(request) }));
  const roomOf = ({ params, path }: RestRequest): Room => {
    const room = model.find(params.room ?? '');
    if (!room) throw notFound(path);
    return room;
  };
  const participantOf = (request: RestRequest) => {
    const room = roomOf(request);
    return { room, participant: model.participant(room, request.params.participant ?? '') };
  };

  on('POST', ROOMS, (request) => views.room(model.create(roomRequestOf(request))), 201);

  on('GET', ROOMS, (request) => {
    const { query } = request;
    const status = query.get('Status') ?? 'in-progress';
    const name = query.get('UniqueName');
    const found = [...model.rooms.values()]
      .filter((room) => room.status === status && (name === null || room.uniqueName === name))
      .filter(({ dateCreated }) => isWithin(query, dateCreated))
      .reverse();
    return page(
      request,
      'rooms',
      found.map((room) => views.room(room)),
      LARGEST_PAGE,
    );
  });

  on('GET', ROOM, (request) => views.room(roomOf(request)));

  on(
    'POST',
    ROOM,
    (request) => {
      const status = request.form.required('Status');
      const room = roomOf(request);
      if (status !== 'completed') throw badRequest(53112, 'Status is invalid');
      model.complete(room);
      return views.room(room);
    },
    202,
  );

  on('GET', PARTICIPANTS, (request) => {
    const { query } = request;
    const room = roomOf(request);
    const status = query.get('Status') ?? (room.status === 'completed' ? 'disconnected' : 'connected');
    const identity = query.get('Identity');
    const found = [...room.participants.values()]
      .filter((participant) => participant.status === status)
      .filter((participant) => identity === null || participant.identity === identity)
      .filter(({ startTime }) => isWithin(query, startTime));
    const shown = found.map((participant: Participant) => views.participant(room, participant));
    return page(request, 'participants', shown, LARGEST_PAGE);
  });

  on('GET', `${PARTICIPANTS}/:participant`, (request) => {
    const { room, participant } = participantOf(request);
    return views.participant(room, participant);
  });

  on(
    'POST',
    `${PARTICIPANTS}/:participant`,
    (request) => {
      const { room, participant } = participantOf(request);
      if (request.form.get('Status') !== 'disconnected') {
        throw badRequest(20001, 'Invalid parameter Status: a participant can be disconnected, and nothing else');
      }
      model.leave(room, participant, 'removed');
      return views.participant(room, participant);
    },
    202,
  );

  on('GET', `${PARTICIPANTS}/:participant/SubscribeRules`, (request) => {
    const { room, participant } = participantOf(request);
    return views.subscribeRules(room, participant);
  });

  on('POST', `${PARTICIPANTS}/:participant/SubscribeRules`, (request) => {
    const { room, participant } = participantOf(request);
    model.setSubscribeRules(room, participant, readRules('subscribe', request.form.json('Rules')));
    return views.subscribeRules(room, participant);
  });

  on('GET', `${ROOM}/RecordingRules`, (request) => views.recordingRules(roomOf(request)));

  on('POST', `${ROOM}/RecordingRules`, (request) => {
    const room = roomOf(request);
    if (room.status !== 'in-progress') throw badRequest(53118, 'Room completed');
    model.setRecordingRules(room, readRules('recording', request.form.json('Rules')));
    return views.recordingRules(room);
  });
}

const NOT_PLAYED = ['AudioOnly', 'LargeRoom'];

function roomRequestOf({ form }: RestRequest): RoomRequest {
  const unplayed = NOT_PLAYED.find((name) => form.boolean(name));
  if (unplayed) throw new TwilioError(501, 20501, `The local Twilio does not know Rooms with ${unplayed}`);
  const rules = form.json('RecordingRules');
  const codecs = form.all('VideoCodecs');
  return {
    type: form.get('Type') || undefined,
    uniqueName: form.get('UniqueName'),
    statusCallback: form.get('StatusCallback') || undefined,
    statusCallbackMethod: form.get('StatusCallbackMethod'),
    maxParticipants: form.number('MaxParticipants'),
    maxParticipantDuration: form.number('MaxParticipantDuration'),
    emptyRoomTimeout: form.number('EmptyRoomTimeout'),
    unusedRoomTimeout: form.number('UnusedRoomTimeout'),
    recordParticipantsOnConnect: form.boolean('RecordParticipantsOnConnect'),
    recordingRules: rules === undefined ? undefined : readRules('recording', rules),
    videoCodecs: codecs.length > 0 ? codecs : undefined,
    mediaRegion: form.get('MediaRegion'),
  };
}

/** `DateCreatedAfter` and `DateCreatedBefore`, compared as the resources show their times. */
function isWithin(query: URLSearchParams, milliseconds: number): boolean {
  const shown = isoSeconds(milliseconds);
  return shown >= (query.get('DateCreatedAfter') ?? '') && shown < (query.get('DateCreatedBefore') ?? '\uffff');
}
