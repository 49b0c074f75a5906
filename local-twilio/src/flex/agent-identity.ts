/** The identity by which an agent takes part in conversations. */
export const agentIdentity = (worker: { friendlyName: string; attributes: Record<string, unknown> }) =>
  String(worker.attributes.contact_uri ?? worker.friendlyName).replace(/^client:/, '');
