import type { MakeWidget } from '../widget';
import { makeHttpRequest } from './make-http-request';
import { runFunction } from './run-function';
import { runSubflow } from './run-subflow';
import { sendAndWaitForReply } from './send-and-wait-for-reply';
import { sendMessage } from './send-message';
import { sendToFlex } from './send-to-flex';
import { setVariables } from './set-variables';
import { splitBasedOn } from './split-based-on';
import { trigger } from './trigger';
import { addTwimlRedirect } from './voice/add-twiml-redirect';
import { enqueueCall } from './voice/enqueue-call';
import { gatherInputOnCall } from './voice/gather-input-on-call';
import { runConversationRelay } from './voice/run-conversation-relay';
import { sayPlay } from './voice/say-play';

/** The widgets that run here, by type. */
export const ALL_WIDGETS: Record<string, MakeWidget> = {
  trigger,
  'send-message': sendMessage,
  'send-and-wait-for-reply': sendAndWaitForReply,
  'split-based-on': splitBasedOn,
  'set-variables': setVariables,
  'run-function': runFunction,
  'run-function-v2': runFunction,
  'make-http-request': makeHttpRequest,
  'run-subflow': runSubflow,
  'send-to-flex': sendToFlex,
  'say-play': sayPlay,
  'gather-input-on-call': gatherInputOnCall,
  'add-twiml-redirect': addTwimlRedirect,
  'run-conversation-relay': runConversationRelay,
  'enqueue-call': enqueueCall,
};
