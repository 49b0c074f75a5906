/** Why Twilio lets nobody into a room, or out of it. https://www.twilio.com/docs/api/errors */
export const TOKEN_EXPIRED = 20104;
export const ROOM_FULL = 53105;
export const ROOM_NOT_FOUND = 53106;
export const ROOM_COMPLETED = 53118;
/** The same person has come in by another window. */
export const DUPLICATE_IDENTITY = 53205;
