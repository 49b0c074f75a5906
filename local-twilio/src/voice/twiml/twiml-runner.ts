import type { CallReturn } from '../../ports';
import { callParameters } from '../call-parameters';
import { returningTo } from '../flow-address';
import type { LiveCall } from '../live-call';
import { speak } from '../speech-pace';
import { TwimlFailure } from '../twiml-failure';
import type { TwimlRequests } from '../twiml-requests';
import { ALL_VERBS, BEFORE_ANSWER, NOT_PLAYED } from './all-verbs';
import type { TwimlDocument } from './document';
import { TwimlError } from './parse-twiml';
import type { Outcome, Verb, VerbParts } from './verb';

const APOLOGY = 'We are sorry, an application error has occurred. Goodbye.';
const SCHEMA_FAILURE = 12200;

/** Runs documents on calls, one after the other, as they lead to each other. */
export class TwimlRunner {
  readonly #verbs: Record<string, Verb>;

  constructor(
    private readonly parts: VerbParts,
    private readonly requests: TwimlRequests,
  ) {
    this.#verbs = Object.fromEntries(Object.entries(ALL_VERBS).map(([name, make]) => [name, make(parts)]));
  }

  /** Asks for the first document, and goes on with it. */
  async begin(live: LiveCall, first: () => Promise<TwimlDocument>): Promise<CallReturn> {
    const document = await this.#fetch(live, first);
    return document ? this.run(live, document) : this.#over(live);
  }

  /** From this document on, until the call comes back. What fails ends in an apology, never in a rejection. */
  async run(live: LiveCall, first: TwimlDocument): Promise<CallReturn> {
    let document: TwimlDocument | undefined = first;
    // What came by REST is nobody's but its own: when it is over, so is the call.
    let isReplaced = false;
    while (document) {
      const signal = live.begin();
      const outcome = await this.#play(live, document, signal).catch((error: unknown) => this.#failed(document, error));
      const replacement = live.finish();
      if (replacement && !live.isOver) {
        document = replacement;
        isReplaced = true;
        continue;
      }
      if (outcome instanceof TwimlFailure) {
        document = await this.#fallback(live, outcome);
        continue;
      }
      if (live.isOver || outcome.kind === 'hangUp') return this.#end(live, outcome);
      if (outcome.kind === 'answer') return this.#return(live, 'answer', outcome.parameters);
      if (outcome.kind === 'next') {
        if (!isReplaced) return this.#return(live, 'through');
        live.hangUp();
        break;
      }
      const { address, parameters } = outcome;
      const flowSid = returningTo(address.url, this.parts.kernel.account.accountSid);
      if (flowSid) return { ...this.#return(live, 'flow', { ...queryOf(address.url), ...parameters }), flowSid };
      document = await this.#fetch(live, () => this.requests.document(address, live.call, parameters));
    }
    return this.#over(live);
  }

  async #play(live: LiveCall, document: TwimlDocument, signal: AbortSignal): Promise<Outcome> {
    if (document.failure) throw document.failure;
    for (const element of document.verbs) {
      if (signal.aborted) break;
      const { name } = element;
      if (NOT_PLAYED.includes(name)) throw new TwimlError(`the local Twilio does not play <${name}>`);
      const verb = Object.hasOwn(this.#verbs, name) ? this.#verbs[name] : undefined;
      if (!verb) {
        this.parts.kernel.say(`Voice: ${SCHEMA_FAILURE}, TwiML has no <${name}>; it is left out`);
        continue;
      }
      if (!BEFORE_ANSWER.includes(name)) live.answer();
      const outcome = await verb({ element, live, document, signal });
      if (signal.aborted || outcome.kind !== 'next') return outcome;
    }
    return { kind: 'next' };
  }

  async #end(live: LiveCall, outcome: Outcome): Promise<CallReturn> {
    if (outcome.kind === 'hangUp') {
      if (outcome.status) live.end(outcome.status);
      else live.hangUp();
    }
    if (outcome.kind !== 'request') return this.#over(live);
    // Whoever waits for a result is told that it was the end.
    const { address, parameters } = outcome;
    if (!returningTo(address.url, this.parts.kernel.account.accountSid)) {
      await this.requests.tell(address, live.call, parameters);
    }
    return this.#over(live, parameters);
  }

  /** Undefined: there is none, and the call has ended with an apology. */
  async #fetch(live: LiveCall, ask: () => Promise<TwimlDocument>): Promise<TwimlDocument | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TwimlFailure)) throw error;
      return this.#fallback(live, error);
    }
  }

  async #fallback(live: LiveCall, failure: TwimlFailure): Promise<TwimlDocument | undefined> {
    this.parts.kernel.say(`Voice: error ${failure.code} at ${failure.url}: ${failure.message}`);
    if (live.isOver) return undefined;
    const { fallback } = live.call;
    if (fallback && fallback.url !== failure.url) {
      const reason = { ErrorCode: String(failure.code), ErrorUrl: failure.url };
      const found = await this.requests.document(fallback, live.call, reason).catch((error: unknown) => error);
      if (!(found instanceof Error)) return found as TwimlDocument;
      this.parts.kernel.say(`Voice: the fallback fails too: ${found.message}`);
    }
    live.answer();
    const turn = live.line.turn('announcement');
    await speak(APOLOGY, this.parts.pace, live.over, (text) => turn.heard(text));
    turn.end(live.isOver ? 'interrupted' : 'said');
    live.hangUp();
    return undefined;
  }

  #failed(document: TwimlDocument | undefined, error: unknown): TwimlFailure {
    if (error instanceof TwimlFailure) return error;
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof TwimlError))
      this.parts.kernel.say(`The local Twilio failed: ${error instanceof Error ? error.stack : message}`);
    return new TwimlFailure(SCHEMA_FAILURE, document?.url ?? '(a document without an address)', message);
  }

  #over(live: LiveCall, parameters: Record<string, string> = {}): CallReturn {
    live.hangUp();
    return this.#return(live, 'over', parameters);
  }

  #return(live: LiveCall, why: CallReturn['why'], parameters: Record<string, string> = {}): CallReturn {
    return { why, parameters: { ...callParameters(live.call, this.parts.kernel.account.accountSid), ...parameters } };
  }
}

const queryOf = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams);
