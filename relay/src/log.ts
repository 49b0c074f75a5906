/** What a line may hold. Nothing that was said, unless LOG_WORDS asks for it; keys that a caller pressed never. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = (level: 'info' | 'warn' | 'error', event: string, fields?: LogFields) => void;

/** One line of JSON an event, on standard output: what container platforms collect. */
export const jsonLog: Log = (level, event, fields) => {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
};

export const noLog: Log = () => {};
