/*
 * Runs in a page before anything else of it: `firstRemoteFrame` becomes the milliseconds from the last click until a frame
 * of somebody else was drawn. It knows nothing of the page but the tracks that its peer connections receive, so it
 * measures any page in the same way. A frame counts when `requestVideoFrameCallback` tells of it.
 */
(() => {
  const LOOK_MS = 2;
  // So that a page's requests can be told by when they were answered.
  globalThis.clickedAt = 0;

  const videosIn = (root) =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element instanceof HTMLVideoElement ? [element] : []),
      ...(element.shadowRoot ? videosIn(element.shadowRoot) : []),
    ]);

  const plays = ({ srcObject }, { id }) => srcObject?.getTracks().some((track) => track.id === id) ?? false;

  const watch = (track) => {
    const video = videosIn(document).find((one) => plays(one, track));
    if (!video) return setTimeout(() => watch(track), LOOK_MS);
    return video.requestVideoFrameCallback(() => {
      globalThis.firstRemoteFrame ??= performance.now() - globalThis.clickedAt;
    });
  };

  // The SDK does not show remote pictures in a page that puts another class in the place of RTCPeerConnection.
  const { setRemoteDescription } = RTCPeerConnection.prototype;
  const known = new WeakSet();
  RTCPeerConnection.prototype.setRemoteDescription = function (...given) {
    if (!known.has(this)) this.addEventListener('track', ({ track }) => track.kind === 'video' && watch(track));
    known.add(this);
    return setRemoteDescription.apply(this, given);
  };

  addEventListener(
    'click',
    () => {
      globalThis.clickedAt = performance.now();
    },
    { capture: true },
  );
})();
