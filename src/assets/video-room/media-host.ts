import type { MediaKind } from './media-state';

/** What a browser has: `navigator.mediaDevices` is missing on a page that did not come over https. */
export interface MediaHost {
  devices: MediaDevices | undefined;
  /** False in some browsers inside other programs. */
  canCall: boolean;
  /** Whether asking again is of use: what was denied once and for all gets no question any more. */
  permission: (kind: MediaKind) => Promise<PermissionState | undefined>;
}

export const browserMedia = (): MediaHost => ({
  devices: navigator.mediaDevices as MediaDevices | undefined,
  canCall: typeof RTCPeerConnection === 'function',
  permission: async (name) => {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state;
    } catch {
      return undefined;
    }
  },
});
