const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an origin is one of this machine. */
export const isLoopback = (origin: string): boolean => URL.canParse(origin) && LOOPBACK.has(new URL(origin).hostname);
