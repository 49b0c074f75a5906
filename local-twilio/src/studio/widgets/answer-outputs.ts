import type { WebhookReply } from '../../webhooks/delivery';

/** What Run Function and Make HTTP Request leave of an answer: `parsed` when it is JSON and says so. */
export function answerOutputs(reply: WebhookReply, isJson: (contentType: string) => boolean): Record<string, unknown> {
  const outputs: Record<string, unknown> = {
    status_code: reply.status,
    content_type: reply.contentType,
    body: reply.body,
  };
  if (!isJson(reply.contentType)) return outputs;
  try {
    return { ...outputs, parsed: JSON.parse(reply.body) as unknown };
  } catch {
    return outputs;
  }
}

/** application/json, with or without a charset. */
export const isJsonType = (contentType: string) =>
  contentType.split(';')[0]?.trim().toLowerCase() === 'application/json';
