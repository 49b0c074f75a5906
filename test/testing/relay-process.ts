import { Program } from './program';

/** A test that fails leaves none behind. */
const running = new Set<Program>();
afterEach(async () => {
  await Promise.all([...running].map((program) => program.end('SIGKILL')));
  running.clear();
});

export const PUBLIC_URL = 'wss://relay.example/relay';

/** The relay's own command in a process of its own, with the scripted assistant unless the environment says otherwise. */
export class RelayProcess {
  private constructor(
    readonly program: Program,
    readonly url: string,
    /** Where the relay takes calls: `port` of the ready line. */
    readonly port: number,
  ) {}

  static async start(secrets: { authToken: string; secret: string }, environment: Record<string, string> = {}) {
    const program = new Program('relay/src/main.ts', [], {
      PORT: '0',
      HOST: '127.0.0.1',
      RELAY_URL: PUBLIC_URL,
      TWILIO_AUTH_TOKEN: secrets.authToken,
      RELAY_SECRET: secrets.secret,
      ...environment,
    });
    running.add(program);
    const [, port = ''] = await program.prints(/"event":"ready","port":(\d+)/);
    return new RelayProcess(program, `ws://127.0.0.1:${port}/relay`, Number(port));
  }
}
