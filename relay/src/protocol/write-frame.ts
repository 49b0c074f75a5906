import type { Outgoing } from './frames';

/** A frame as Twilio takes it; properties that are undefined are left out. */
export const writeFrame = (frame: Outgoing): string => JSON.stringify(frame);

/** The frame that is sent most: a piece of an answer. */
export const writeDelta = (token: string): string => `{"type":"text","token":${JSON.stringify(token)},"last":false}`;

/** Nothing more comes in this turn. */
export const LAST = '{"type":"text","token":"","last":true}';
