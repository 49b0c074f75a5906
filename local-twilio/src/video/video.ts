import type { WebSocket } from 'ws';
import type { SocketRequest } from '../http/listener';
import type { Kernel } from '../kernel';
import { VideoModel } from './model';
import { registerVideoRest } from './rest';
import { takeInsights } from './signaling/insights';
import { VideoSignaling } from './signaling/signaling';
import { VideoViews } from './views';
import { StatusCallbacks } from './webhooks';

export interface Video {
  /** Signaling and telemetry of twilio-video. False: the socket is not ours. */
  onSocket(request: SocketRequest, socket: WebSocket): boolean;
  state(): unknown;
}

const SIGNALING_HOST = /^[a-z0-9-]+\.vss\.twilio\.com$/;
const INSIGHTS_HOST = /^sdkgw\.[a-z0-9-]+\.twilio\.com$/;

/** Programmable Video: its REST API, the server side of its SDK, its status callbacks. */
export function createVideo(kernel: Kernel): Video {
  const callbacks = new StatusCallbacks(kernel);
  const model: VideoModel = new VideoModel(kernel.clock, kernel.assumptions, (change) => {
    callbacks.tell(change);
    signaling.apply(change);
  });
  const signaling = new VideoSignaling(kernel, model);
  const views = new VideoViews(kernel.account);
  registerVideoRest(kernel, model, views);

  return {
    onSocket: ({ host, path }, socket) => {
      if (SIGNALING_HOST.test(host) && path === '/signaling') signaling.connect(socket);
      else if (INSIGHTS_HOST.test(host) && path === '/v1/VideoEvents') takeInsights(socket);
      else return false;
      return true;
    },
    state: () =>
      [...model.rooms.values()].map((room) => ({
        ...views.room(room),
        recording_rules: room.recordingRules,
        participants: [...room.participants.values()].map((participant) => ({
          ...views.participant(room, participant),
          tracks: [...participant.tracks.values()],
        })),
      })),
  };
}
