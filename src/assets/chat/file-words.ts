import type { AttachmentProblem } from './attachments';
import type { ChatWords } from './words';

/** 2.4 MB, in the writing of the locale. */
export function fileSize(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  let amount = bytes;
  let index = 0;
  for (; amount >= 1024 && index < units.length - 1; index += 1) amount /= 1024;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[index],
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: amount < 10 && index > 1 ? 1 : 0,
  }).format(amount);
}

/** Why a file was not taken, and what would be. */
export function fileProblem({ code, name, rules }: AttachmentProblem, words: ChatWords, locale: string): string {
  if (code === 'attachment_empty') return words.fileEmpty(name);
  if (!rules || code === 'attachments_off') return words.filesOff;
  if (code === 'attachment_too_large') return words.fileTooLarge(name, fileSize(rules.maximumBytes, locale));
  return words.fileType(name, fileKinds(rules.types, words, locale));
}

function fileKinds(types: readonly string[], words: ChatWords, locale: string): string {
  const kinds = types.map((type) => {
    if (type === 'image/*') return words.pictures;
    if (type === 'text/plain') return 'TXT';
    return (type.split('/')[1] ?? type).replace(/^x-|\+.*$/g, '').toUpperCase();
  });
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(kinds);
}
