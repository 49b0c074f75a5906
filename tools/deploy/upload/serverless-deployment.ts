/** What is live after `twilio serverless:deploy`. */
export interface ServerlessDeployment {
  serviceSid: string;
  environmentSid: string;
  /** Without scheme: `flex-handoff-1234-dev.twil.io`. */
  domain: string;
  buildSid: string;
  /** How many were uploaded. */
  functions: number;
  assets: number;
}
