/**
 * Keeps `--_visible-top` and `--_visible-height` of an element what the keyboard of a phone leaves of the screen: it
 * covers the page instead of making it smaller. Returns the function that stops it.
 */
export function followVisibleArea(target: HTMLElement): () => void {
  const { visualViewport } = globalThis;
  if (!visualViewport) return () => undefined;
  const update = () => {
    // Somebody has zoomed in by hand: that is not the keyboard.
    const { offsetTop, height, scale } = visualViewport;
    const zoomed = scale > 1.01;
    target.style.setProperty('--_visible-top', zoomed ? '0px' : `${offsetTop}px`);
    target.style.setProperty('--_visible-height', zoomed ? '100dvh' : `${height}px`);
  };
  update();
  for (const name of ['resize', 'scroll']) visualViewport.addEventListener(name, update);
  return () => {
    for (const name of ['resize', 'scroll']) visualViewport.removeEventListener(name, update);
  };
}
