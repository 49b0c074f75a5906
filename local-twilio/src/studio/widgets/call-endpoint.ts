import type { OutgoingRequest, WebhookReply } from '../../webhooks/delivery';
import type { WidgetParts } from '../widget';

export interface EndpointRequest extends OutgoingRequest {
  /** Whether an address may be called that nobody answers for. Gives the reason why not. */
  whyNotCalled: (url: URL) => string | undefined;
}

/** The address was never called. */
export interface NotCalled {
  notCalled: string;
}

/** Sends a request and gives its answer; status 0 after the time that Studio allows (StudioLimits.functionMs). */
export async function callEndpoint(parts: WidgetParts, request: EndpointRequest): Promise<WebhookReply | NotCalled> {
  const { kernel, limits, answerCall } = parts;
  const answer = await answerCall?.({
    method: request.method,
    url: new URL(request.url),
    params: request.params,
    body: request.body,
  });
  if (answer && !(answer instanceof URL)) return answer;
  const obstacle = answer ? undefined : request.whyNotCalled(new URL(request.url));
  if (obstacle) return { notCalled: obstacle };
  const abort = new AbortController();
  // What answers does not follow the clock's speed; a jump of the clock is time that has passed for it too.
  const deadline = kernel.clock.after(limits.functionMs * kernel.clock.speed, () => abort.abort());
  try {
    return await kernel.webhooks.request(
      { ...request, url: answer?.href ?? request.url },
      limits.functionMs,
      abort.signal,
    );
  } finally {
    deadline.cancel();
  }
}
