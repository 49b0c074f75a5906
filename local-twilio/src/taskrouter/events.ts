/** Names as in the workspace's event callback: https://www.twilio.com/docs/taskrouter/api/event/reference */
export interface TaskRouterEvent {
  type: string;
  taskSid?: string;
  reservationSid?: string;
  workerSid?: string;
  /** Parameters of the event callback, with Twilio's names. */
  params: Record<string, string>;
}
