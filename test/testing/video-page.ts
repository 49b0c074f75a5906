import path from 'node:path';
import type { Page } from 'playwright-core';
import AccessToken, { VideoGrant } from 'twilio/lib/jwt/AccessToken';
import type * as Video from 'twilio-video';
import { PROJECT_FOLDER } from '../../tools/project-folder';
import type { TestBrowser } from './browser';
import type { House } from './house';

/**
 * Fake cameras and screens without questions. The last one lets two pages meet on a machine that has no network but the
 * loopback.
 */
export const VIDEO_FLAGS = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
];

const SDK_FILE = path.join(PROJECT_FOLDER, 'node_modules/twilio-video/dist/twilio-video.min.js');
/** Any document of the house will do. A made-up one would not be let into the local network by the browser. */
const DOCUMENT = '/__t/redirect.js';

/** Below jest's own limit, so that a test which hangs says for what. */
const LIMIT_MS = 15_000;

/** A page's own notes about its call. */
interface Notes {
  room?: Video.Room;
  /** Frames drawn of each remote video, by `identity/track name`. */
  frames: Record<string, number>;
  /** What the room told, in order: `participantConnected bob`. */
  events: string[];
  /** Of the error that ended the room, 0 without one. */
  ended?: number;
}

declare global {
  interface Window {
    Twilio: { Video: typeof Video };
    call: Notes;
    network: { isDown: boolean; cut: () => void };
  }
}

/** A person in a browser of their own, with the unmodified SDK and a camera. */
export class VideoPage {
  private constructor(
    readonly page: Page,
    private readonly house: House,
    readonly identity: string,
  ) {}

  static async open(browser: TestBrowser, house: House, identity: string): Promise<VideoPage> {
    const page = await browser.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    const person = new VideoPage(page, house, identity);
    await person.load();
    return person;
  }

  /** Also again: what was there before is gone without a word, as when somebody reloads. */
  async load(): Promise<void> {
    await this.page.goto(this.house.url + DOCUMENT);
    await this.page.addScriptTag({ url: DOCUMENT });
    await this.page.evaluate(() => {
      const sockets = new Set<WebSocket>();
      window.network = {
        isDown: false,
        cut: () => {
          for (const socket of sockets) socket.close();
        },
      };
      const nowhere = 'ws://127.0.0.1:9/';
      window.WebSocket = class extends WebSocket {
        constructor(url: string | URL, protocols?: string | string[]) {
          super(window.network.isDown ? nowhere : url, protocols);
          sockets.add(this);
        }
      };
    });
    await this.page.addScriptTag({ path: SDK_FILE });
  }

  /** The sockets of this page are cut, and it gets no new ones. Media go on. */
  async goesOffline(): Promise<void> {
    await this.page.evaluate(() => {
      window.network.isDown = true;
      window.network.cut();
    });
  }

  async comesBack(): Promise<void> {
    await this.page.evaluate(() => {
      window.network.isDown = false;
    });
  }

  token(room: string, ttl = 3600): string {
    const { accountSid, apiKey, apiSecret } = this.house.twilio.account;
    const token = new AccessToken(accountSid, apiKey, apiSecret, { identity: this.identity, ttl });
    token.addGrant(new VideoGrant({ room }));
    return token.toJwt();
  }

  /** Enters the room with microphone and camera; the code of the error when it may not. */
  async join(room: string, token = this.token(room)): Promise<number | undefined> {
    return this.page.evaluate(
      async ({ name, jwt }) => {
        const notes: Notes = { frames: {}, events: [] };
        window.call = notes;
        const note = (what: string, who: string) => void notes.events.push(`${what} ${who}`);
        const watch = (who: string, track: Video.RemoteTrack) => {
          if (track.kind !== 'video') return;
          const key = `${who}/${track.name}`;
          const video = document.body.appendChild(track.attach() as HTMLVideoElement);
          notes.frames[key] ??= 0;
          const count = () => {
            notes.frames[key] = (notes.frames[key] ?? 0) + 1;
            if (video.isConnected) video.requestVideoFrameCallback(count);
          };
          video.requestVideoFrameCallback(count);
        };
        const meet = (participant: Video.RemoteParticipant) => {
          const who = participant.identity;
          const known = (publication: Video.RemoteTrackPublication) => {
            if (publication.track) watch(who, publication.track);
          };
          participant.tracks.forEach(known);
          participant.on('trackSubscribed', (track) => watch(who, track));
          participant.on('trackUnsubscribed', (track) => {
            note('trackUnsubscribed', `${who}/${track.kind}`);
            if (track.kind === 'video') for (const element of track.detach()) element.remove();
          });
          participant.on('trackDisabled', (publication) => note('trackDisabled', `${who}/${publication.kind}`));
          participant.on('trackEnabled', (publication) => note('trackEnabled', `${who}/${publication.kind}`));
          participant.on('trackUnpublished', (publication) =>
            note('trackUnpublished', `${who}/${publication.trackName}`),
          );
        };
        try {
          const tracks = await window.Twilio.Video.createLocalTracks({
            audio: { name: 'microphone' },
            video: { name: 'camera', width: 320, height: 240 },
          });
          const entered = await window.Twilio.Video.connect(jwt, { name, tracks });
          notes.room = entered;
          entered.participants.forEach(meet);
          const presence = ['participantConnected', 'participantDisconnected', 'participantReconnecting'];
          for (const event of presence) {
            (entered as NodeJS.EventEmitter).on(event, ({ identity }) => note(event, identity));
          }
          entered.on('participantConnected', meet);
          entered.on('reconnecting', () => note('reconnecting', 'me'));
          entered.on('reconnected', () => note('reconnected', 'me'));
          entered.on('disconnected', (_room, error?: Video.TwilioError) => {
            notes.ended = error?.code ?? 0;
          });
          return undefined;
        } catch (error) {
          return (error as Video.TwilioError).code;
        }
      },
      { name: room, jwt: token },
    );
  }

  /** Counted frames, not events: more of them are drawn from now on. */
  async sees(identity: string, track = 'camera'): Promise<void> {
    const key = `${identity}/${track}`;
    const before = await this.page.evaluate((name) => window.call.frames[name] ?? 0, key);
    await this.page.waitForFunction(({ name, past }) => (window.call.frames[name] ?? 0) >= past + 3, {
      name: key,
      past: before,
    });
  }

  async hasNoted(event: string): Promise<void> {
    await this.page.waitForFunction((wanted) => window.call.events.includes(wanted), event);
  }

  notes(): Promise<string[]> {
    return this.page.evaluate(() => window.call.events);
  }

  /** Who else is in the room, and how the room itself is. */
  around(): Promise<{ state: string | undefined; others: string[] }> {
    return this.page.evaluate(() => ({
      state: window.call.room?.state,
      others: [...(window.call.room?.participants.values() ?? [])].map(({ identity }) => identity),
    }));
  }

  /** The code with which the room ended for this page, 0 without an error. */
  async hasEnded(): Promise<number | undefined> {
    await this.page.waitForFunction(() => window.call.ended !== undefined);
    return this.page.evaluate(() => window.call.ended);
  }

  async switchMicrophone(on: boolean): Promise<void> {
    await this.page.evaluate((enable) => {
      for (const { track } of window.call.room?.localParticipant.audioTracks.values() ?? []) {
        if (enable) track.enable();
        else track.disable();
      }
    }, on);
  }

  async sharesScreen(): Promise<void> {
    await this.page.evaluate(async () => {
      const [screen] = (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks();
      if (!screen) throw new Error('There is no screen');
      await window.call.room?.localParticipant.publishTrack(screen, { name: 'screen', logLevel: 'off' });
    });
  }

  async stopsSharing(): Promise<void> {
    await this.page.evaluate(() => {
      for (const { track, trackName } of window.call.room?.localParticipant.videoTracks.values() ?? []) {
        if (trackName === 'screen') window.call.room?.localParticipant.unpublishTrack(track);
      }
    });
  }

  async leaves(): Promise<void> {
    await this.page.evaluate(() => void window.call.room?.disconnect());
  }
}
