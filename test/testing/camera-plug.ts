import type { Locator, Page } from 'playwright-core';

/** Chromium's fake cameras have no plug, so the page is told what it would be told where there is none. */
export async function hideCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const devices = navigator.mediaDevices;
    devices.getUserMedia = async (wanted) => {
      if (wanted?.video) throw new DOMException('Requested device not found', 'NotFoundError');
      return MediaDevices.prototype.getUserMedia.call(devices, wanted);
    };
  });
}

/**
 * The camera behind this picture is pulled out, and there is no other one.
 *
 * @param own the picture that one sees of oneself
 */
export async function pullOutCamera(own: Locator): Promise<void> {
  await hideCamera(own.page());
  await own.evaluate((video) => {
    const [track] = ((video as HTMLVideoElement).srcObject as MediaStream).getVideoTracks();
    track?.dispatchEvent(new Event('ended'));
  });
}

/** It can be used again, once somebody asks for it. */
export async function plugInCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const devices = navigator.mediaDevices;
    devices.getUserMedia = (wanted) => MediaDevices.prototype.getUserMedia.call(devices, wanted);
  });
}
