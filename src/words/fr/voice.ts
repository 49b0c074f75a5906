import type { VoiceWords } from '../voice-words';

export const frenchVoice: VoiceWords = {
  welcome: 'Bonjour et bienvenue. Je suis un assistant automatique. Comment puis-je vous aider ?',
  toAgent: 'Un instant, s’il vous plaît. Je vous mets en relation avec une personne de notre équipe.',
  offerCallBack:
    'Je suis désolé, personne ne peut prendre votre appel pour le moment. Voulez-vous que nous vous rappelions à ce numéro ? Appuyez sur 1 ou dites oui.',
  callBackPromised: 'Merci. Nous vous rappellerons à ce numéro. Au revoir.',
  callAgain:
    'Je suis désolé, personne ne peut prendre votre appel pour le moment. Merci de rappeler dans quelques minutes. Au revoir.',
  goodbye: 'Très bien. Vous pouvez nous rappeler à tout moment. Au revoir.',
  outage:
    'Nous sommes désolés, nous rencontrons un problème technique. Merci de rappeler dans quelques minutes. Au revoir.',
};
