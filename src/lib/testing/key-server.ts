import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

interface OwnKey {
  kid: string;
  algorithm: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}

/** A log-in service on 127.0.0.1: signs tokens, and publishes its public keys where a JWKS is looked for. */
export class KeyServer {
  /** How often the keys were asked for. */
  fetches = 0;
  /** What it answers instead of the keys. */
  broken: { status: number; body: string } | undefined;
  #keys: OwnKey[] = [];
  #made = 0;

  private constructor(private readonly server: Server) {}

  static async start(algorithm = 'RS256'): Promise<KeyServer> {
    const server = createServer((request, response) => {
      service.fetches += 1;
      if (request.url !== '/.well-known/jwks.json') response.writeHead(404).end();
      else if (service.broken) response.writeHead(service.broken.status).end(service.broken.body);
      else void service.#publicKeys().then((keys) => response.end(JSON.stringify({ keys })));
    });
    const service = new KeyServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await service.rotate(algorithm);
    return service;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on it signs with a new key, and publishes that one alone. */
  async rotate(algorithm = 'RS256'): Promise<void> {
    this.#made += 1;
    const pair = await generateKeyPair(algorithm, { extractable: true });
    this.#keys = [{ kid: `key-${this.#made}`, algorithm, ...pair }];
  }

  get publicKey(): CryptoKey {
    return this.#newest().publicKey;
  }

  /** Signed as its customers' tokens are. @param header what it says otherwise of itself */
  sign(claims: JWTPayload, header: { kid?: string } = {}): Promise<string> {
    const { kid, algorithm, privateKey } = this.#newest();
    return new SignJWT({ iss: this.issuer, ...claims })
      .setProtectedHeader({ alg: algorithm, kid, ...header })
      .sign(privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #publicKeys() {
    return Promise.all(this.#keys.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid })));
  }

  #newest(): OwnKey {
    const key = this.#keys.at(-1);
    if (!key) throw new Error('The service has no key yet');
    return key;
  }
}
