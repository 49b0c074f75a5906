import Twilio from 'twilio/lib/rest/Twilio';

/** The part of `context` that the other ways use. */
export interface OtherContext {
  ACCOUNT_SID: string;
  TWILIO_API_KEY: string;
  TWILIO_API_SECRET: string;
  CONVERSATIONS_SERVICE_SID: string;
  STUDIO_FLOW_SID: string;
}

let client: Twilio | undefined;

/** Made once per container and kept, with its keep-alive sockets: as well as a Function can do it. */
export function conversationsOf(context: OtherContext) {
  client ??= new Twilio(context.TWILIO_API_KEY, context.TWILIO_API_SECRET, { accountSid: context.ACCOUNT_SID });
  return client.conversations.v1.services(context.CONVERSATIONS_SERVICE_SID).conversations;
}
