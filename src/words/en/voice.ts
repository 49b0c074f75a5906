import type { VoiceWords } from '../voice-words';

export const englishVoice: VoiceWords = {
  welcome: 'Hello, and welcome. I am an automated assistant. How can I help you?',
  toAgent: 'One moment please, I am connecting you with one of our team.',
  offerCallBack:
    'I am sorry, nobody can take your call right now. Shall we call you back at this number? Press 1, or say yes.',
  callBackPromised: 'Thank you. We will call you back at this number. Goodbye.',
  callAgain: 'I am sorry, nobody can take your call right now. Please call again in a few minutes. Goodbye.',
  goodbye: 'All right. You can call us again at any time. Goodbye.',
  outage:
    'We are sorry, something on our side is not working at the moment. Please call again in a few minutes. Goodbye.',
};
