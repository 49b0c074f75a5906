/** Kinds of SID that a flow may hold, by prefix. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ...[['AC', 'account'] as const, ['SK', 'API key'] as const, ['AP', 'app'] as const],
  ...[['WS', 'workspace'] as const, ['WW', 'workflow'] as const, ['WQ', 'task queue'] as const],
  ...[['WK', 'worker'] as const, ['WA', 'activity'] as const, ['TC', 'task channel'] as const],
  ...[['ZS', 'Serverless service'] as const, ['ZE', 'Serverless environment'] as const],
  ...[['ZH', 'Function'] as const, ['ZN', 'Asset'] as const, ['FW', 'flow'] as const, ['FN', 'execution'] as const],
  ...[['IS', 'Conversations service'] as const, ['CH', 'conversation'] as const, ['MG', 'messaging service'] as const],
  ...[['HX', 'content template'] as const, ['PN', 'phone number'] as const, ['UA', 'assistant'] as const],
  ...[['VA', 'Verify service'] as const, ['EH', 'TwiML Bin'] as const, ['BU', 'bundle'] as const],
  ...[['FO', 'Flex flow'] as const, ['GO', 'Flex web channel'] as const, ['KD', 'interaction'] as const],
  ...[['MP', 'Sync map'] as const, ['ET', 'Sync document'] as const, ['IG', 'address configuration'] as const],
]);

const SID = /(?<![A-Za-z0-9])([A-Z]{2})([0-9a-f]{32})(?![A-Za-z0-9])/g;

export interface FoundSid {
  sid: string;
  prefix: string;
  /** `workflow` */
  kind: string;
}

/** The SIDs in a text that may belong to an account: 32 lower-case hex digits, not a pattern like 000…01. */
export function sidsIn(text: string): FoundSid[] {
  return [...text.matchAll(SID)].flatMap(([sid, prefix = '', digits = '']) => {
    const kind = KINDS.get(prefix);
    return kind !== undefined && new Set(digits).size > MOST_DIGITS_OF_A_STAND_IN ? [{ sid, prefix, kind }] : [];
  });
}

/** Chance does not draw 32 digits of so few kinds. */
const MOST_DIGITS_OF_A_STAND_IN = 4;
