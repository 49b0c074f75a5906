import type { Config } from '../config';
import { Calls } from './calls';
import { twilioClient } from './client';
import { Conversations } from './conversations';
import { Interactions } from './interactions';
import { Messages } from './messages';
import { Studio } from './studio';
import { Sync } from './sync';
import { TaskRouter } from './taskrouter';
import { Tasks } from './tasks';
import type { Upstream } from './upstream';
import { Video } from './video';

/** What a class can do, without its private parts: an object of a test may stand in. */
type Port<Class> = Pick<Class, keyof Class>;

/** The parts of Twilio that the use cases know, as one request sees them. */
export interface TwilioParts {
  conversations: Port<Conversations>;
  messages: Port<Messages>;
  sync: Port<Sync>;
  taskRouter: Port<TaskRouter>;
  tasks: Port<Tasks>;
  interactions: Port<Interactions>;
  studio: Port<Studio>;
  video: Port<Video>;
  calls: Port<Calls>;
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
    messages: new Messages(upstream, client, config.CONVERSATIONS_SERVICE_SID),
    sync: new Sync(upstream, client, config.SYNC_SERVICE_SID),
    taskRouter: new TaskRouter(upstream, client, config.TASKROUTER_WORKSPACE_SID),
    tasks: new Tasks(upstream, client, config.TASKROUTER_WORKSPACE_SID),
    interactions: new Interactions(upstream, client),
    studio: new Studio(upstream, client),
    video: new Video(upstream, client),
    calls: new Calls(upstream, client),
  };
}
