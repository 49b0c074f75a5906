export type ScriptedLanguage = 'en' | 'de' | 'es' | 'fr';

/** What the scripted assistant says, and the summaries that it writes for agents. */
export interface ScriptedWords {
  tag: string;
  hello: string;
  can: string;
  notUnderstood: string;
  nameHeard: (name: string) => string;
  welcome: string;
  anythingElse: string;
  askOrderNumber: string;
  askReason: string;
  thanks: (name: string) => string;
  orderIs: (number: string, state: string, expected: string) => string;
  orderUnknown: (number: string) => string;
  states: Record<string, string>;
  expected: Record<string, string>;
  toolFailed: string;
  switched: string;
  summary: {
    wantsPerson: string;
    name: (name: string) => string;
    said: (text: string) => string;
    order: (number: string, state: string) => string;
    orderUnknown: (number: string) => string;
    joke: string;
    noReason: string;
  };
}

export const SCRIPTED_WORDS: Record<ScriptedLanguage, ScriptedWords> = {
  en: {
    tag: 'en-US',
    hello: 'Hello! How can I help you?',
    can: 'I can look up an order, tell a joke about programming, speak German, Spanish or French, or put you through to a person.',
    notUnderstood: 'I am a simple assistant and did not understand that.',
    nameHeard: (name) => `Nice to meet you, ${name}. What can I do for you?`,
    welcome: 'You are welcome.',
    anythingElse: 'Is there anything else?',
    askOrderNumber: 'What is the number of your order?',
    askReason: 'Of course. May I have your name, and what is it about?',
    thanks: (name) => (name ? `Thank you, ${name}. ` : 'Thank you. '),
    orderIs: (number, state, expected) => `Your order ${number} ${state}${expected && `, and comes ${expected}`}.`,
    orderUnknown: (number) => `I find no order with the number ${number}.`,
    states: { shipped: 'has been shipped', processing: 'is being prepared', delivered: 'has been delivered' },
    expected: {},
    toolFailed: 'I am sorry, I cannot look that up at the moment.',
    switched: 'From now on I speak English. How can I help you?',
    summary: {
      wantsPerson: 'The caller asks for a person.',
      name: (name) => `Name: ${name}.`,
      said: (text) => `They said: “${text}”.`,
      order: (number, state) => `Order ${number} was looked up: ${state}.`,
      orderUnknown: (number) => `Order ${number} was looked up and not found.`,
      joke: 'The bot told a joke.',
      noReason: 'Did not say what it is about.',
    },
  },
  de: {
    tag: 'de-DE',
    hello: 'Guten Tag! Wie kann ich Ihnen helfen?',
    can: 'Ich kann eine Bestellung nachsehen, einen Witz über das Programmieren erzählen, Englisch, Spanisch oder Französisch sprechen, oder Sie mit einem Menschen verbinden.',
    notUnderstood: 'Ich bin ein einfacher Assistent und habe das nicht verstanden.',
    nameHeard: (name) => `Freut mich, ${name}. Was kann ich für Sie tun?`,
    welcome: 'Gern geschehen.',
    anythingElse: 'Kann ich sonst noch etwas tun?',
    askOrderNumber: 'Wie lautet die Nummer Ihrer Bestellung?',
    askReason: 'Gern. Wie heißen Sie, und worum geht es?',
    thanks: (name) => (name ? `Danke, ${name}. ` : 'Danke. '),
    orderIs: (number, state, expected) => `Ihre Bestellung ${number} ${state}${expected && ` und kommt ${expected}`}.`,
    orderUnknown: (number) => `Ich finde keine Bestellung mit der Nummer ${number}.`,
    states: { shipped: 'ist unterwegs', processing: 'wird vorbereitet', delivered: 'ist zugestellt' },
    expected: { tomorrow: 'morgen', 'in three days': 'in drei Tagen' },
    toolFailed: 'Es tut mir leid, das kann ich gerade nicht nachsehen.',
    switched: 'Ab jetzt spreche ich Deutsch. Wie kann ich Ihnen helfen?',
    summary: {
      wantsPerson: 'Möchte mit einem Menschen sprechen.',
      name: (name) => `Name: ${name}.`,
      said: (text) => `Sagte: „${text}“.`,
      order: (number, state) => `Bestellung ${number} wurde nachgesehen: ${state}.`,
      orderUnknown: (number) => `Bestellung ${number} wurde nicht gefunden.`,
      joke: 'Der Bot hat einen Witz erzählt.',
      noReason: 'Hat nicht gesagt, worum es geht.',
    },
  },
  es: {
    tag: 'es-ES',
    hello: '¡Hola! ¿En qué puedo ayudarle?',
    can: 'Puedo consultar un pedido, contar un chiste de programación, hablar inglés, alemán o francés, o pasarle con una persona.',
    notUnderstood: 'Soy un asistente sencillo y no le he entendido.',
    nameHeard: (name) => `Encantado, ${name}. ¿Qué puedo hacer por usted?`,
    welcome: 'De nada.',
    anythingElse: '¿Puedo hacer algo más?',
    askOrderNumber: '¿Cuál es el número de su pedido?',
    askReason: 'Por supuesto. ¿Cómo se llama y de qué se trata?',
    thanks: (name) => (name ? `Gracias, ${name}. ` : 'Gracias. '),
    orderIs: (number, state, expected) => `Su pedido ${number} ${state}${expected && ` y llega ${expected}`}.`,
    orderUnknown: (number) => `No encuentro ningún pedido con el número ${number}.`,
    states: { shipped: 'está en camino', processing: 'se está preparando', delivered: 'ha sido entregado' },
    expected: { tomorrow: 'mañana', 'in three days': 'en tres días' },
    toolFailed: 'Lo siento, ahora mismo no puedo consultarlo.',
    switched: 'A partir de ahora hablo español. ¿En qué puedo ayudarle?',
    summary: {
      wantsPerson: 'Quiere hablar con una persona.',
      name: (name) => `Nombre: ${name}.`,
      said: (text) => `Dijo: «${text}».`,
      order: (number, state) => `Se consultó el pedido ${number}: ${state}.`,
      orderUnknown: (number) => `No se encontró el pedido ${number}.`,
      joke: 'El bot contó un chiste.',
      noReason: 'No dijo de qué se trata.',
    },
  },
  fr: {
    tag: 'fr-FR',
    hello: 'Bonjour ! Comment puis-je vous aider ?',
    can: 'Je peux suivre une commande, raconter une blague de programmeur, parler anglais, allemand ou espagnol, ou vous passer un conseiller.',
    notUnderstood: 'Je suis un assistant simple et je n’ai pas compris.',
    nameHeard: (name) => `Enchanté, ${name}. Que puis-je faire pour vous ?`,
    welcome: 'Je vous en prie.',
    anythingElse: 'Puis-je faire autre chose ?',
    askOrderNumber: 'Quel est le numéro de votre commande ?',
    askReason: 'Bien sûr. Quel est votre nom, et de quoi s’agit-il ?',
    thanks: (name) => (name ? `Merci, ${name}. ` : 'Merci. '),
    orderIs: (number, state, expected) => `Votre commande ${number} ${state}${expected && ` et arrive ${expected}`}.`,
    orderUnknown: (number) => `Je ne trouve aucune commande avec le numéro ${number}.`,
    states: { shipped: 'est en route', processing: 'est en préparation', delivered: 'a été livrée' },
    expected: { tomorrow: 'demain', 'in three days': 'dans trois jours' },
    toolFailed: 'Je suis désolé, je ne peux pas le vérifier pour le moment.',
    switched: 'À partir de maintenant, je parle français. Comment puis-je vous aider ?',
    summary: {
      wantsPerson: 'Souhaite parler à un conseiller.',
      name: (name) => `Nom : ${name}.`,
      said: (text) => `A dit : « ${text} ».`,
      order: (number, state) => `La commande ${number} a été consultée : ${state}.`,
      orderUnknown: (number) => `La commande ${number} n’a pas été trouvée.`,
      joke: 'Le bot a raconté une blague.',
      noReason: 'N’a pas dit de quoi il s’agit.',
    },
  },
};
