import type { VoiceWords } from '../voice-words';

export const spanishVoice: VoiceWords = {
  welcome: 'Hola, le damos la bienvenida. Soy un asistente automático. ¿En qué puedo ayudarle?',
  toAgent: 'Un momento, por favor. Le paso con una persona de nuestro equipo.',
  offerCallBack:
    'Lo siento, en este momento nadie puede atender su llamada. ¿Quiere que le llamemos a este número? Pulse 1 o diga sí.',
  callBackPromised: 'Gracias. Le llamaremos a este número. Adiós.',
  callAgain:
    'Lo siento, en este momento nadie puede atender su llamada. Por favor, vuelva a llamar dentro de unos minutos. Adiós.',
  goodbye: 'De acuerdo. Puede volver a llamarnos cuando quiera. Adiós.',
  outage:
    'Lo sentimos, en este momento tenemos un problema técnico. Por favor, vuelva a llamar dentro de unos minutos. Adiós.',
};
