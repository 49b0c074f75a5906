import type { MakeWidget } from '../widget';

/** Only messages of a conversation start a flow here. */
export const trigger: MakeWidget = () => () => ({ event: 'incomingConversationMessage' });
