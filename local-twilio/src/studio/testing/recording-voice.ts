import type { CallReturn, VoicePort } from '../../ports';

export const CALL = `CA${'a'.repeat(32)}`;

/** Calls as Studio sees them: the TwiML that runs is written down, and each document comes back as the test says. */
export class RecordingVoice implements VoicePort {
  /** Without the XML declaration. */
  readonly documents: string[] = [];
  readonly hungUp: string[] = [];
  /** In order; a document for which there is none never comes back. */
  readonly answers: (Partial<CallReturn> & Pick<CallReturn, 'why'>)[] = [];
  readonly #listeners: (() => void)[] = [];

  async run(callSid: string, twiml: string): Promise<CallReturn> {
    this.documents.push(twiml.replace('<?xml version="1.0" encoding="UTF-8"?>', ''));
    for (const listener of this.#listeners.splice(0)) listener();
    const answer = this.answers.shift();
    if (!answer) return new Promise(() => undefined);
    return { parameters: { CallSid: callSid }, ...answer };
  }

  hangUp(callSid: string): void {
    this.hungUp.push(callSid);
  }

  /** Resolves when the next document begins to run. */
  began(): Promise<void> {
    return new Promise((resolve) => this.#listeners.push(resolve));
  }
}
