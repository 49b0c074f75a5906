/** The part of the browsers' speech recognition that is used here; TypeScript has no types of it. */
interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: RecognitionEvent) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

interface RecognitionEvent {
  resultIndex: number;
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
}

type RecognitionClass = new () => Recognition;

const recognitionClass = (): RecognitionClass | undefined => {
  const global = window as unknown as {
    SpeechRecognition?: RecognitionClass;
    webkitSpeechRecognition?: RecognitionClass;
  };
  return global.SpeechRecognition ?? global.webkitSpeechRecognition;
};

export const canListen = (): boolean => recognitionClass() !== undefined;

/**
 * Listens with the browser's own recognition until it is stopped.
 *
 * @param language BCP 47 tag
 * @param said told of each sentence, and of what was understood before its end
 * @param ended the browser does not listen any more, whoever wanted that
 * @param failed why it does not hear anybody: the `error` of its event
 * @returns the way to stop it
 */
export function listen(
  language: string,
  said: (text: string, isFinal: boolean) => void,
  ended: () => void,
  failed: (error: string) => void,
): (() => void) | undefined {
  const Class = recognitionClass();
  if (!Class) return undefined;
  const recognition = new Class();
  recognition.lang = language;
  recognition.continuous = true;
  recognition.interimResults = true;
  recognition.onresult = ({ results, resultIndex }) => {
    for (const result of Array.from(results).slice(resultIndex))
      said(result[0]?.transcript.trim() ?? '', result.isFinal);
  };
  recognition.onend = ended;
  // What ends it like this is the caller's wish or their silence.
  recognition.onerror = ({ error }) => error !== 'aborted' && error !== 'no-speech' && failed(error);
  recognition.start();
  return () => recognition.abort();
}
