/**
 * What Flex lets through on a web address: one file of 16 MiB a message, of these kinds. Twilio itself would take more.
 * @see https://www.twilio.com/docs/flex/developer/conversations/limits
 */
export const FILE_BYTES = 16_777_216;
export const FILE_EXTENSIONS = ['jpg', 'jpeg', 'png', 'gif', 'heic', 'pdf', 'txt', 'mp3', 'mp4', 'amr'];

/** Why this file can't be sent, in words; empty when it can. */
export function fileProblem({ name, size }: { name: string; size: number }): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!FILE_EXTENSIONS.includes(extension))
    return `${name} can't be sent. Flex takes ${FILE_EXTENSIONS.join(', ')} files.`;
  if (size === 0) return `${name} is empty.`;
  if (size > FILE_BYTES) return `${name} is too large: ${fileSize(size)}. Flex takes up to ${fileSize(FILE_BYTES)}.`;
  return '';
}

/** `412 bytes`, `1.4 kB`, `16.8 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size.toFixed(1)} ${unit}`;
}
