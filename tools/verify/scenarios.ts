import type { Scenario } from './scenario';
import { chat } from './scenarios/chat';
import { closedDoors } from './scenarios/closed-doors';
import { flowAsSent } from './scenarios/flow-as-sent';
import { handOff } from './scenarios/hand-off';
import { lastAgentLeaves } from './scenarios/last-agent-leaves';
import { oneTask } from './scenarios/one-task';
import { sessionRefresh } from './scenarios/session-refresh';
import { transfer } from './scenarios/transfer';
import { webChat } from './scenarios/web-chat';
import { withoutSdk } from './scenarios/without-sdk';

/** By the names that `--only` takes. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'closed-doors': closedDoors,
  'flow-as-sent': flowAsSent,
  chat,
  'one-task': oneTask,
  'session-refresh': sessionRefresh,
  'without-sdk': withoutSdk,
  'web-chat': webChat,
  'hand-off': handOff,
  transfer,
  'last-agent-leaves': lastAgentLeaves,
};
