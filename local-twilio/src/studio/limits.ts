/** https://www.twilio.com/docs/studio/faq and https://www.twilio.com/docs/studio/widget-library/send-flex */
export interface StudioLimits {
  /** Steps of one execution: error 81000. */
  steps: number;
  /** How often one widget may be reached while the execution never waits: error 81001. */
  sameWidget: number;
  /** Characters of the task attributes that Send to Flex takes. */
  taskAttributes: number;
  /** Seconds. */
  taskTimeout: number;
  /** How long Run Function and Make HTTP Request wait, in milliseconds, however fast the clock runs. */
  functionMs: number;
  /** Bytes of an answer that Make HTTP Request takes. */
  responseBytes: number;
  /** Widgets of a flow and of all its Run Subflow widgets together: error 81026. */
  widgets: number;
  /** Life of an execution in milliseconds. */
  executionMs: number;
}

export const STUDIO_LIMITS: StudioLimits = {
  steps: 1000,
  sameWidget: 10,
  taskAttributes: 1024,
  taskTimeout: 1_209_600,
  functionMs: 10_000,
  responseBytes: 64 * 1024,
  widgets: 2000,
  executionMs: 30 * 24 * 3600 * 1000,
};
