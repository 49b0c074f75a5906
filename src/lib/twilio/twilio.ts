import type { Config } from '../config';
import { twilioClient } from './client';
import { Conversations } from './conversations';
import { Interactions } from './interactions';
import { Studio } from './studio';
import { Sync } from './sync';
import { TaskRouter } from './taskrouter';
import type { Upstream } from './upstream';

/** The parts of Twilio that the use cases know, as one request sees them. */
export interface TwilioParts {
  conversations: Conversations;
  sync: Sync;
  taskRouter: TaskRouter;
  interactions: Interactions;
  studio: Studio;
}

export function createTwilio(upstream: Upstream, config: Config): TwilioParts {
  const client = () =>
    twilioClient({
      accountSid: config.ACCOUNT_SID,
      apiKey: config.TWILIO_API_KEY,
      apiSecret: config.TWILIO_API_SECRET,
    });
  return {
    conversations: new Conversations(upstream, client, config.CONVERSATIONS_SERVICE_SID),
    sync: new Sync(upstream, client, config.SYNC_SERVICE_SID),
    taskRouter: new TaskRouter(upstream, client, config.TASKROUTER_WORKSPACE_SID),
    interactions: new Interactions(upstream, client),
    studio: new Studio(upstream, client),
  };
}
