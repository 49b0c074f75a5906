import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
const SCHEMES = ['light', 'dark'] as const;

/** Takes pictures of a page as it is, on each screen and in each colour scheme. */
export class Camera {
  readonly taken: string[] = [];

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  async take(page: Page, state: string, screens: readonly (keyof typeof SCREENS)[] = ['phone', 'desk']): Promise<void> {
    for (const screen of screens) {
      await page.setViewportSize(SCREENS[screen]);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const name = `${state}-${screen}-${colorScheme}.png`;
        await page.screenshot({ path: path.join(this.folder, name) });
        this.taken.push(name);
      }
    }
  }
}
