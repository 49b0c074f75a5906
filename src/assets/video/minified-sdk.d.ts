/** Without exports: it puts itself into `window.Twilio.Video`. */
declare module 'twilio-video/dist/twilio-video.min.js' {}
