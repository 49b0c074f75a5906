/** What the relay itself says; a language that lacks a text is a type error. */
export interface SpokenWords {
  /** A tool takes its time. */
  oneMoment: string;
  /** Nobody has said anything for a while: the first time, and from then on. */
  areYouThere: string;
  stillThere: string;
  /** Nobody has answered. */
  noAnswer: string;
  /** A person is asked. */
  handingOver: string;
  /** The model does not answer. */
  apology: string;
  /** The call has lasted too long, or cost too much. */
  callLimit: string;
  /** The model had no words. */
  again: string;
  /** After a lost connection. */
  back: string;
  goodbye: string;
}

const TEXTS = {
  en: {
    oneMoment: 'One moment, please.',
    areYouThere: 'Are you still there?',
    stillThere: "I'm still here. What can I do for you?",
    noAnswer: "I can't hear you, so I'll put you through to a colleague.",
    handingOver: "I'll put you through to a colleague now.",
    apology: "I'm sorry, something isn't working on my side. I'll put you through to a colleague.",
    callLimit: "I can't go on with this call myself. I'll put you through to a colleague.",
    again: 'Sorry, could you say that again?',
    back: "I'm back. Where were we?",
    goodbye: 'Goodbye.',
  },
  de: {
    oneMoment: 'Einen Moment, bitte.',
    areYouThere: 'Sind Sie noch da?',
    stillThere: 'Ich bin noch da. Was kann ich für Sie tun?',
    noAnswer: 'Ich kann Sie nicht hören, deshalb verbinde ich Sie mit einer Kollegin oder einem Kollegen.',
    handingOver: 'Ich verbinde Sie jetzt mit einer Kollegin oder einem Kollegen.',
    apology:
      'Es tut mir leid, bei mir funktioniert gerade etwas nicht. Ich verbinde Sie mit einer Kollegin oder einem Kollegen.',
    callLimit:
      'Ich kann dieses Gespräch nicht allein weiterführen. Ich verbinde Sie mit einer Kollegin oder einem Kollegen.',
    again: 'Entschuldigung, können Sie das bitte wiederholen?',
    back: 'Ich bin wieder da. Wo waren wir?',
    goodbye: 'Auf Wiederhören.',
  },
  es: {
    oneMoment: 'Un momento, por favor.',
    areYouThere: '¿Sigue ahí?',
    stillThere: 'Sigo aquí. ¿En qué puedo ayudarle?',
    noAnswer: 'No le oigo, así que le paso con una persona de nuestro equipo.',
    handingOver: 'Le paso ahora con una persona de nuestro equipo.',
    apology: 'Lo siento, algo no funciona por mi parte. Le paso con una persona de nuestro equipo.',
    callLimit: 'No puedo seguir con esta llamada. Le paso con una persona de nuestro equipo.',
    again: 'Perdone, ¿puede repetirlo?',
    back: 'Ya estoy de vuelta. ¿Por dónde íbamos?',
    goodbye: 'Adiós.',
  },
  fr: {
    oneMoment: 'Un instant, s’il vous plaît.',
    areYouThere: 'Êtes-vous toujours là ?',
    stillThere: 'Je suis toujours là. Que puis-je faire pour vous ?',
    noAnswer: 'Je ne vous entends pas, je vous passe donc un conseiller.',
    handingOver: 'Je vous passe un conseiller.',
    apology: 'Je suis désolé, quelque chose ne fonctionne pas de mon côté. Je vous passe un conseiller.',
    callLimit: 'Je ne peux pas poursuivre cet appel. Je vous passe un conseiller.',
    again: 'Pardon, pouvez-vous répéter ?',
    back: 'Me revoilà. Où en étions-nous ?',
    goodbye: 'Au revoir.',
  },
} as const satisfies Record<string, SpokenWords>;

/** The words, and the tag of their language where it is not the one that is spoken. */
export function wordsFor(language: string): { words: SpokenWords; lang?: string } {
  const primary = language.split('-', 1)[0]?.toLowerCase() ?? '';
  return primary in TEXTS ? { words: TEXTS[primary as keyof typeof TEXTS] } : { words: TEXTS.en, lang: 'en-US' };
}
