import type { FlowWords } from '../words';

export const french: FlowWords = {
  greeting: 'Bonjour et bienvenue.',
  askTopic: 'Quel est l’objet de votre demande ? Quelques mots suffisent.',
  nobodyHere: 'Personne n’est disponible dans notre équipe pour le moment.',
  closed: 'Notre service est fermé pour le moment.',
  closedUntil: 'Notre service est fermé pour le moment. Nous serons de retour {opensAt}.',
  waitAnswers: ['1', 'attendre'],
  offer: 'Écrivez 1 pour patienter, ou laissez-nous un message : nous vous répondrons ici.',
  waiting: 'Merci. Une personne de notre équipe s’occupera de vous dès que possible.',
  messageTaken: 'Merci, nous avons bien reçu votre message. Nous vous répondrons ici.',
  noReply: 'Nous n’avons pas reçu de réponse. Écrivez-nous à nouveau quand vous le souhaitez.',
  handoffFailed: 'Nous n’avons pas pu joindre notre équipe. Veuillez nous écrire à nouveau dans un instant.',
  agentAsked: 'Notre équipe est prévenue. Quelqu’un va rejoindre cette discussion.',
  agentLeft:
    'La personne qui s’occupait de vous est partie et la discussion est terminée. Vous pouvez en ouvrir une autre à tout moment.',
  queueTimeout:
    'Personne n’a pu prendre votre discussion à temps et elle est terminée. Nous en sommes désolés. Veuillez réessayer plus tard.',
  videoInvitation: 'Vous êtes invité à un appel vidéo. Ouvrez {joinUrl} ou saisissez le code {code}.',
};
