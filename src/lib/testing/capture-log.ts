/** Keeps console lines for a test to read; call it in `beforeEach`, and `jest.restoreAllMocks()` afterwards. */
export function captureLog(): { method: string; line: Record<string, unknown>; text: string }[] {
  const captured: { method: string; line: Record<string, unknown>; text: string }[] = [];
  for (const method of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...texts: unknown[]) => {
      const text = String(texts[0]);
      captured.push({ method, line: JSON.parse(text), text });
    });
  }
  return captured;
}
