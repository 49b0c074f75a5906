import type { Probe } from './probe';
import { assetsAllowOrigins } from './probes/assetsAllowOrigins';
import { bareAcceptJoinsConversation } from './probes/bareAcceptJoinsConversation';
import { closedKeepsUniqueName } from './probes/closedKeepsUniqueName';
import { closingChannelCancelsPendingTasks } from './probes/closingChannelCancelsPendingTasks';
import { closingChannelClosesConversation } from './probes/closingChannelClosesConversation';
import { closingConversationClosesChannel } from './probes/closingConversationClosesChannel';
import { declinedTransferGoesOn } from './probes/declinedTransferGoesOn';
import { endedTasksTakeAttributes } from './probes/endedTasksTakeAttributes';
import { flexChangesFireWebhooks } from './probes/flexChangesFireWebhooks';
import { httpRequestSendsParametersWithBody } from './probes/httpRequestSendsParametersWithBody';
import { interactionTaskDelayMs } from './probes/interactionTaskDelayMs';
import { invitesSkipAgentsInChannel } from './probes/invitesSkipAgentsInChannel';
import { leavingAgentLeavesConversation } from './probes/leavingAgentLeavesConversation';
import { replayIncludesIndex } from './probes/replayIncludesIndex';
import { replayIncludesSilentMessages } from './probes/replayIncludesSilentMessages';
import { restWritesFireWebhooks } from './probes/restWritesFireWebhooks';
import { routingClosedEndsPendingTasks } from './probes/routingClosedEndsPendingTasks';
import { secondInteractionRefused } from './probes/secondInteractionRefused';
import { sendToFlexContinues } from './probes/sendToFlexContinues';
import { serviceUsersCreateConversations } from './probes/serviceUsersCreateConversations';
import { studioLeavesAtSendToFlex } from './probes/studioLeavesAtSendToFlex';
import { studioMessageAuthor } from './probes/studioMessageAuthor';
import { studioMessagesFireScopedWebhooks } from './probes/studioMessagesFireScopedWebhooks';
import { studioRefusesBadLiquid } from './probes/studioRefusesBadLiquid';
import { studioRefusesUnknownProperties } from './probes/studioRefusesUnknownProperties';
import { studioReplyLandsIn } from './probes/studioReplyLandsIn';
import { subflowReturnsObjects } from './probes/subflowReturnsObjects';
import { syncExpiryLagMs } from './probes/syncExpiryLagMs';
import { syncListIndexesAreContiguous } from './probes/syncListIndexesAreContiguous';
import { taskApiClosesInteractionTasks } from './probes/taskApiClosesInteractionTasks';
import { tasksCarryConversationSid } from './probes/tasksCarryConversationSid';
import { transferringAgentLeavesAtOnce } from './probes/transferringAgentLeavesAtOnce';
import { workersListKnowsChannels } from './probes/workersListKnowsChannels';

/** Cheap ones first; those that need an agent stand together. */
export const PROBES: readonly Probe[] = [
  assetsAllowOrigins,
  studioRefusesUnknownProperties,
  studioRefusesBadLiquid,
  serviceUsersCreateConversations,
  syncListIndexesAreContiguous,
  syncExpiryLagMs,
  closedKeepsUniqueName,
  restWritesFireWebhooks,
  replayIncludesIndex,
  replayIncludesSilentMessages,
  studioMessagesFireScopedWebhooks,
  studioMessageAuthor,
  studioReplyLandsIn,
  subflowReturnsObjects,
  httpRequestSendsParametersWithBody,
  workersListKnowsChannels,
  studioLeavesAtSendToFlex,
  sendToFlexContinues,
  tasksCarryConversationSid,
  interactionTaskDelayMs,
  secondInteractionRefused,
  taskApiClosesInteractionTasks,
  closingChannelCancelsPendingTasks,
  routingClosedEndsPendingTasks,
  bareAcceptJoinsConversation,
  flexChangesFireWebhooks,
  leavingAgentLeavesConversation,
  transferringAgentLeavesAtOnce,
  declinedTransferGoesOn,
  invitesSkipAgentsInChannel,
  endedTasksTakeAttributes,
  closingConversationClosesChannel,
  closingChannelClosesConversation,
] as readonly Probe[];
