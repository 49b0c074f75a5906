import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';

/** `wss://sdkgw.us1.twilio.com/v1/VideoEvents`: the SDK's telemetry. It is let in, so that the SDK is quiet, and forgotten. */
export function takeInsights(socket: WebSocket): void {
  socket.on('message', (data) => {
    if (/"type":\s*"connect"/.test(String(data))) {
      socket.send(JSON.stringify({ type: 'connected', session: randomUUID(), version: 1 }));
    }
  });
}
