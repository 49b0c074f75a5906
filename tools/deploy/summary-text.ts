import type { Progress } from './progress';

type Ended = Pick<Progress, 'changed' | 'total'>;

/** The last words of a deployment that came to its end. */
export function summaryText(
  { changed, total }: Ended,
  { dryRun, domain }: { dryRun?: boolean | undefined; domain?: string | undefined },
): string {
  if (dryRun) return `A dry run of ${total}: nothing was changed.`;
  const done =
    changed.length === 0
      ? `Done in ${total}: nothing had to be changed.`
      : `Done in ${total}. Changed:\n${bullets(changed)}`;
  return domain
    ? `${done}\nThe chat for your site: <script src="https://${domain}/chat/default.js" defer></script>`
    : done;
}

/** What a deployment has done that did not come to its end. */
export const stoppedText = ({ changed, total }: Ended): string =>
  `Stopped after ${total}. Done, and it stays done:\n${bullets(changed)}`;

const bullets = (lines: string[]) => lines.map((line) => `  - ${line}`).join('\n');
