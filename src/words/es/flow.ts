import type { FlowWords } from '../words';

export const spanish: FlowWords = {
  greeting: 'Hola, le damos la bienvenida.',
  askTopic: '¿En qué podemos ayudarle? Bastan unas pocas palabras.',
  nobodyHere: 'En este momento no hay nadie disponible en nuestro equipo.',
  closed: 'En este momento estamos fuera de nuestro horario de atención.',
  closedUntil: 'En este momento estamos fuera de nuestro horario de atención. Volvemos el {opensAt}.',
  waitAnswers: ['1', 'esperar'],
  offer: 'Escriba 1 si prefiere esperar, o déjenos un mensaje y le responderemos aquí.',
  waiting: 'Gracias. Le atenderemos lo antes posible.',
  messageTaken: 'Gracias, hemos recibido su mensaje. Le responderemos aquí.',
  noReply: 'No hemos recibido respuesta. Escríbanos de nuevo cuando quiera.',
  handoffFailed: 'No hemos podido contactar con nuestro equipo. Escríbanos de nuevo dentro de un momento, por favor.',
  agentAsked: 'Hemos avisado a nuestro equipo. Alguien se unirá a este chat.',
  agentLeft: 'La persona que le atendía ha salido y el chat ha terminado. Puede iniciar otro cuando quiera.',
  queueTimeout:
    'Nadie ha podido atender su chat a tiempo y ha terminado. Lo sentimos. Inténtelo de nuevo más tarde, por favor.',
  videoInvitation: 'Le invitamos a una videollamada. Abra {joinUrl} o introduzca el código {code}.',
};
