import * as v from 'valibot';

const sid = <const Name extends string>(prefix: string, name: Name) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `must be a SID: ${prefix} and 32 hex digits`),
    v.brand(name),
  );

export const AccountSid = sid('AC', 'AccountSid');
export const ApiKeySid = sid('SK', 'ApiKeySid');
export const ServiceSid = sid('IS', 'ServiceSid');
export const ConversationSid = sid('CH', 'ConversationSid');
export const ParticipantSid = sid('MB', 'ParticipantSid');
export const RoleSid = sid('RL', 'RoleSid');
export const FlowSid = sid('FW', 'FlowSid');
export const ExecutionSid = sid('FN', 'ExecutionSid');
export const InteractionSid = sid('KD', 'InteractionSid');
export const InteractionChannelSid = sid('UO', 'InteractionChannelSid');
export const WorkspaceSid = sid('WS', 'WorkspaceSid');
export const QueueSid = sid('WQ', 'QueueSid');
export const WorkflowSid = sid('WW', 'WorkflowSid');
export const TaskSid = sid('WT', 'TaskSid');
export const WorkerSid = sid('WK', 'WorkerSid');
export const RoomSid = sid('RM', 'RoomSid');
export const WebhookSid = sid('WH', 'WebhookSid');
export const CallSid = sid('CA', 'CallSid');

export type AccountSid = v.InferOutput<typeof AccountSid>;
export type ApiKeySid = v.InferOutput<typeof ApiKeySid>;
export type ServiceSid = v.InferOutput<typeof ServiceSid>;
export type ConversationSid = v.InferOutput<typeof ConversationSid>;
export type ParticipantSid = v.InferOutput<typeof ParticipantSid>;
export type RoleSid = v.InferOutput<typeof RoleSid>;
export type FlowSid = v.InferOutput<typeof FlowSid>;
export type ExecutionSid = v.InferOutput<typeof ExecutionSid>;
export type InteractionSid = v.InferOutput<typeof InteractionSid>;
export type InteractionChannelSid = v.InferOutput<typeof InteractionChannelSid>;
export type WorkspaceSid = v.InferOutput<typeof WorkspaceSid>;
export type QueueSid = v.InferOutput<typeof QueueSid>;
export type WorkflowSid = v.InferOutput<typeof WorkflowSid>;
export type TaskSid = v.InferOutput<typeof TaskSid>;
export type WorkerSid = v.InferOutput<typeof WorkerSid>;
export type RoomSid = v.InferOutput<typeof RoomSid>;
export type WebhookSid = v.InferOutput<typeof WebhookSid>;
export type CallSid = v.InferOutput<typeof CallSid>;
