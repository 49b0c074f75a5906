import type { FlowWords } from '../words';

export const german: FlowWords = {
  greeting: 'Guten Tag und herzlich willkommen.',
  askTopic: 'Worum geht es? Ein paar Worte genügen.',
  nobodyHere: 'Im Moment ist leider niemand aus unserem Team frei.',
  closed: 'Im Moment haben wir leider geschlossen.',
  closedUntil: 'Im Moment haben wir leider geschlossen. Wir sind wieder für Sie da: {opensAt} Uhr.',
  waitAnswers: ['1', 'warten'],
  offer:
    'Schreiben Sie 1, wenn Sie auf uns warten möchten, oder hinterlassen Sie uns eine Nachricht. Wir antworten Ihnen hier.',
  waiting: 'Vielen Dank. Jemand aus unserem Team ist so bald wie möglich bei Ihnen.',
  messageTaken: 'Vielen Dank, wir haben Ihre Nachricht erhalten und antworten Ihnen hier.',
  noReply: 'Wir haben nichts mehr von Ihnen gehört. Schreiben Sie uns einfach, wenn Sie so weit sind.',
  handoffFailed: 'Wir konnten leider niemanden aus unserem Team erreichen. Bitte schreiben Sie uns gleich noch einmal.',
  agentAsked: 'Wir haben unserem Team Bescheid gegeben. Gleich ist jemand hier für Sie da.',
  agentLeft:
    'Unser Teammitglied hat den Chat verlassen, und der Chat ist damit beendet. Sie können jederzeit einen neuen beginnen.',
  queueTimeout:
    'Leider konnte niemand Ihren Chat rechtzeitig übernehmen, und er wurde beendet. Das tut uns leid. Bitte versuchen Sie es später noch einmal.',
  videoInvitation: 'Sie sind zu einem Videoanruf eingeladen. Öffnen Sie {joinUrl} oder geben Sie den Code {code} ein.',
};
