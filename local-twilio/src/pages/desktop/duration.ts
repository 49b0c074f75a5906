/** `1:05` from milliseconds, never below zero. */
export function clockDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, '0');
  return seconds < 3600
    ? `${minutes}:${rest}`
    : `${Math.floor(seconds / 3600)}:${String(minutes).padStart(2, '0')}:${rest}`;
}
