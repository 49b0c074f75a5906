import type { MakeWidget } from '../widget';

/** Takes the event that started the execution, or the sub-flow. */
export const trigger: MakeWidget = () => (call) => ({ event: call.triggerEvent });
