import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong in a page as it is, in a form that a failed test can be read by. */
export async function barriers(page: Page, rules: axe.RunOptions['rules'] = {}): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (given) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { rules: given }),
    rules,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary} ${node.html}`));
}

/** The same, in dark and then in light. */
export async function barriersByScheme(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await barriers(page)).map((barrier) => `${colorScheme} ${barrier}`));
  }
  return found;
}
