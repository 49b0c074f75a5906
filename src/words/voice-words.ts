/** What a caller hears beside the bot's own answers. */
export interface VoiceWords {
  /** The bot's first words. They say that it is one. */
  welcome: string;
  /** The bot is lost, and an agent is asked. */
  toAgent: string;
  /** Nobody could take the call: 1, or yes, asks for a callback. */
  offerCallBack: string;
  callBackPromised: string;
  /** Nobody could take the call, and no callback could be promised. */
  callAgain: string;
  /** No callback is wanted. */
  goodbye: string;
  /** Nothing of ours answers: src/assets/voice/ has it for Twilio's fallback. */
  outage: string;
}
