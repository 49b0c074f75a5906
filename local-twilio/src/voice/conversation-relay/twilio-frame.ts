/** What Twilio sends: https://www.twilio.com/docs/voice/conversationrelay/websocket-messages */
export type TwilioFrame =
  | ({ type: 'setup' } & SetupFields)
  | { type: 'prompt'; voicePrompt: string; lang: string; last: boolean }
  | { type: 'dtmf'; digit: string }
  | {
      type: 'interrupt';
      utteranceUntilInterrupt: string;
      /** Text in the older documents. */
      durationUntilInterruptMs: number | string;
    }
  | { type: 'error'; description: string }
  | { type: 'info'; name: 'agentSpeaking' | 'clientSpeaking'; value: 'on' | 'off'; ts: number }
  | { type: 'info'; name: 'tokensPlayed'; value: string };

export interface SetupFields {
  sessionId: string;
  accountSid: string;
  parentCallSid: string;
  callSid: string;
  from: string;
  to: string;
  forwardedFrom: string;
  callType: string;
  callerName: string;
  direction: string;
  callStatus: string;
  customParameters: Record<string, string>;
}
