import { html, svg, type TemplateResult } from 'lit';

const BARS = [1, 2, 3, 4] as const;

/**
 * Bars, and words where it is bad enough to be heard or seen.
 *
 * @param level 0 to 5, as Twilio measures it
 * @param words from bad to good
 */
export function qualityBars(level: number, words: readonly [string, string, string, string]): TemplateResult {
  const step = level <= 1 ? 0 : level === 2 ? 1 : level === 3 ? 2 : 3;
  const text = words[step];
  return html`
    <p class="pill quality ${step < 2 ? 'warn' : ''}" title=${text}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        ${BARS.map(
          (bar) => svg`
            <rect
              x=${bar * 5 - 3}
              y=${21 - bar * 4.5}
              width="3.4"
              height=${bar * 4.5}
              rx="1"
              class=${bar <= step + 1 ? 'full' : ''}
            />
          `,
        )}
      </svg>
      <span class=${step < 2 ? '' : 'hidden'}>${text}</span>
    </p>
  `;
}
