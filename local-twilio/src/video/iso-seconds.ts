/** As the resources of Video show a time: https://www.twilio.com/docs/video/api/rooms-resource */
export const isoSeconds = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
