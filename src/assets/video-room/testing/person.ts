import type { Person } from '../call-room';

/** Somebody in a room who is neither seen nor heard yet. */
export const person = (kind: Person['kind'], identity: string): Person => ({
  sid: identity,
  identity,
  kind,
  camera: undefined,
  screen: undefined,
  muted: false,
  reconnecting: false,
  speaking: false,
});
