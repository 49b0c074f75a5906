/** A Studio flow as the console exports it: https://www.twilio.com/docs/studio/rest-api/v2/schemas */
export interface FlowDefinition {
  description?: string;
  states: State[];
  initial_state: string;
  flags?: { allow_concurrent_calls: boolean };
}

export interface State {
  name: string;
  type: string;
  transitions: Transition[];
  properties: Record<string, unknown>;
}

/** Without `next` the execution ends. */
export interface Transition {
  event: string;
  next?: string;
  conditions?: Condition[];
}

export interface Condition {
  friendly_name: string;
  arguments: string[];
  type: string;
  value: string;
}
