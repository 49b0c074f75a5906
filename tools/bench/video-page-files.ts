import type { Page } from 'playwright-core';
import { launchBrowser } from '../../test/testing/browser';
import { VIDEO_FLAGS } from '../../test/testing/video-page';
import { agentInside, bareCallUrl, customerAtTheDoor, joinAndSee } from './call-page';
import type { Rig } from './rig';
import { VideoChat } from './video-chat';

/** Of dist/assets, in the order of their coming. */
export interface LoadedFiles {
  before: string[];
  after: string[];
}

/** What the customer's page of a call loads: until the camera's picture is shown, and from joining to the agent's. */
export async function filesOfVideoPage(rig: Rig): Promise<LoadedFiles> {
  const browser = await launchBrowser(VIDEO_FLAGS);
  try {
    const { roomName, token, joinUrl } = await (await VideoChat.open(rig)).call();
    await agentInside(browser, bareCallUrl(rig, roomName, token));
    const files: string[] = [];
    const page = await customerAtTheDoor(browser, joinUrl, (page) => noteFiles(page, rig.ours.url, files));
    const before = files.splice(0);
    await joinAndSee(page);
    return { before, after: files };
  } finally {
    await browser.close();
  }
}

/** Scripts, styles and the page itself; what the local web server puts beside them is none of ours. */
function noteFiles(page: Page, origin: string, files: string[]): void {
  page.on('response', (response) => {
    const url = new URL(response.url());
    const kind = response.request().resourceType();
    if (url.origin !== origin || url.pathname.startsWith('/__t/')) return;
    if (['document', 'script', 'stylesheet'].includes(kind)) files.push(url.pathname.slice(1));
  });
}
