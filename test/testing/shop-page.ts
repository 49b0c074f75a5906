import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ShopPage {
  /** http://127.0.0.1:PORT */
  origin: string;
  /** What the next request is answered with. */
  serve(body: string, policy?: string): void;
  close(): Promise<void>;
}

/** Somebody else's web server: a page of another origin than the Functions. */
export async function startShopPage(): Promise<ShopPage> {
  let answer = { body: '', policy: '' };
  const server = http.createServer((_request, response) => {
    const { body, policy } = answer;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy && { 'content-security-policy': policy }),
    });
    response.end(
      `<!doctype html><html lang="en"><head><title>shop</title><meta name="viewport" content="width=device-width"></head><body>${body}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (body, policy = '') => {
      answer = { body, policy };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
