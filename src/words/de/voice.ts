import type { VoiceWords } from '../voice-words';

export const germanVoice: VoiceWords = {
  welcome: 'Guten Tag und herzlich willkommen. Ich bin ein automatischer Assistent. Wie kann ich Ihnen helfen?',
  toAgent: 'Einen Moment bitte, ich verbinde Sie mit jemandem aus unserem Team.',
  offerCallBack:
    'Es tut mir leid, im Moment kann niemand Ihren Anruf annehmen. Sollen wir Sie unter dieser Nummer zurückrufen? Drücken Sie die 1, oder sagen Sie Ja.',
  callBackPromised: 'Vielen Dank. Wir rufen Sie unter dieser Nummer zurück. Auf Wiederhören.',
  callAgain:
    'Es tut mir leid, im Moment kann niemand Ihren Anruf annehmen. Bitte rufen Sie in ein paar Minuten noch einmal an. Auf Wiederhören.',
  goodbye: 'In Ordnung. Sie können uns jederzeit wieder anrufen. Auf Wiederhören.',
  outage:
    'Es tut uns leid, bei uns ist gerade etwas gestört. Bitte rufen Sie in ein paar Minuten noch einmal an. Auf Wiederhören.',
};
