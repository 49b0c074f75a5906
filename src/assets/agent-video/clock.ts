const SECOND_MS = 1000;

/** How long something has lasted: `2:05`, `1:02:05`. @param milliseconds not below 0 */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND_MS));
  const two = (number: number) => String(number % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds)}` : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}
