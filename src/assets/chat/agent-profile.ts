/** What the customer may know of an agent: `{"public":{"name","avatar"}}` in the participant's attributes. */
export interface AgentProfile {
  name: string;
  /** https address of a picture. */
  avatar?: string;
}

/** The public part of a participant's attributes, or undefined when nothing is public (yet). */
export function agentProfile(attributes: unknown): AgentProfile | undefined {
  if (!isRecord(attributes) || !isRecord(attributes.public)) return undefined;
  const { name, avatar } = attributes.public;
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  return { name: name.trim(), avatar: isPicture(avatar) ? avatar : undefined };
}

const isPicture = (value: unknown): value is string => typeof value === 'string' && value.startsWith('https://');
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
