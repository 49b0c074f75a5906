import type { Locator } from 'playwright-core';

/** Counted frames, not events: resolves when three more of them were drawn. */
export async function movingPicture(video: Locator): Promise<void> {
  await video.first().waitFor();
  await video.first().evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        let frames = 0;
        const count = () => {
          frames += 1;
          if (frames === 3) resolve();
          else (element as HTMLVideoElement).requestVideoFrameCallback(count);
        };
        (element as HTMLVideoElement).requestVideoFrameCallback(count);
      }),
  );
}
