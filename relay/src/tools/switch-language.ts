import * as v from 'valibot';
import { defineTool } from './define-tool';

/** Those for which the relay has words of its own, and for which the TwiML brings a voice. */
export const LANGUAGES = ['en-US', 'de-DE', 'es-ES', 'fr-FR'] as const;

/** @param languages BCP 47 tags that voice and transcription are set up for */
export function switchLanguage(languages: readonly string[] = LANGUAGES) {
  return defineTool({
    name: 'switch_language',
    description:
      'Changes the language of the voice and of the transcription. Use it when the caller asks for another language or speaks one, then answer in it.',
    input: v.object({ language: v.picklist(languages) }),
    timeoutMs: 1000,
    run: async ({ language }) => ({
      kind: 'language',
      language,
      text: `The call goes on in ${language}. Answer in this language from now on.`,
    }),
  });
}
