import type { Twilio } from 'twilio';
import type { Environment } from '../../environments/environment';

/** Whose flows are meant, and which files they come from. */
export interface FlowsContext {
  client: Twilio;
  environment: Environment;
  /** Of the flow files; studio-flows when absent. */
  folder?: string;
  /** Of git: forty hex digits, with a `+` when something is not committed; looked up when absent. */
  commit?: string;
  /** WS… of the workspace that has the workflows and task channels. */
  workspaceSid: string;
}
