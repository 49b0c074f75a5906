import { BoundedMap } from './bounded-map';
import { type CallStore, isSameLine, type SavedCall, type TranscriptLine } from './call-store';

export interface MemoryStoreOptions {
  /** For how long something is remembered after it was last written. */
  ttlSeconds?: number;
  maximumCalls?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export interface MemoryStore extends CallStore {
  transcript(callSid: string): readonly TranscriptLine[];
}

const DEFAULT_TTL_SECONDS = 3600;
const DEFAULT_MAXIMUM_CALLS = 10_000;
/** A call of two hours; the beginning goes first. */
const MAXIMUM_LINES = 1000;

/** Calls of this process alone: a caller whose socket comes back to another instance begins anew. */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const { maximumCalls = DEFAULT_MAXIMUM_CALLS, now = Date.now } = options;
  const bounded = <Value>() =>
    new BoundedMap<string, Value>((options.ttlSeconds ?? DEFAULT_TTL_SECONDS) * 1000, maximumCalls, now);
  /** The sessions that have used them. */
  const passes = bounded<string>();
  /** As JSON text: a third of the objects' size, and nobody can change it afterwards. */
  const calls = bounded<string>();
  const transcripts = bounded<TranscriptLine[]>();

  return {
    usePass: async (callSid, pass, sessionId) => {
      const key = `${callSid} ${pass}`;
      const usedBy = passes.get(key);
      if (usedBy === undefined) passes.set(key, sessionId);
      return usedBy === undefined || usedBy === sessionId;
    },
    load: async (callSid) => {
      const saved = calls.get(callSid);
      return saved === undefined ? undefined : (JSON.parse(saved) as SavedCall);
    },
    save: async (callSid, call) => calls.set(callSid, JSON.stringify(call)),
    append: async (callSid, lines) => {
      transcripts.set(callSid, [...(transcripts.get(callSid) ?? []), ...lines].slice(-MAXIMUM_LINES));
    },
    correct: async (callSid, line, text) => {
      const lines = transcripts.get(callSid) ?? [];
      const corrected = lines.map((each) => (isSameLine(each, line) ? { ...each, text } : each));
      transcripts.set(
        callSid,
        corrected.filter((each) => each.text !== ''),
      );
    },
    transcriptName: () => undefined,
    ready: async () => true,
    transcript: (callSid) => transcripts.get(callSid) ?? [],
  };
}
