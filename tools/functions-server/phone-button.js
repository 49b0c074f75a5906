/**
 * A "Call us" button for the customer page of a local run: it opens the phone that the local Twilio serves. The product
 * has nothing of it.
 */
const { phone } = document.currentScript.dataset;
const STYLES = `
  :host { all: initial; }
  * { box-sizing: border-box; font: 600 16px/1.3 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
  .open, .close { border: 0; cursor: pointer; }
  .open {
    position: fixed; bottom: 20px; left: 20px; z-index: 2147483000;
    display: flex; align-items: center; gap: 10px; min-height: 48px; padding: 0 20px 0 16px; border-radius: 24px;
    background: #1c7a4d; color: #fff; box-shadow: 0 6px 20px rgb(10 40 30 / 25%);
  }
  .open:hover { background: #16653f; }
  :focus-visible { outline: 3px solid #0e6b62; outline-offset: 3px; }
  .panel {
    position: fixed; bottom: 20px; left: 20px; z-index: 2147483001;
    display: flex; flex-direction: column; width: min(380px, calc(100vw - 40px)); height: min(640px, calc(100dvh - 40px));
    overflow: hidden; border: 1px solid #8a9693; border-radius: 20px; background: #fff; box-shadow: 0 18px 56px rgb(10 30 28 / 30%);
  }
  .bar { display: flex; align-items: center; justify-content: space-between; padding: 4px 4px 4px 16px; background: #12312d; color: #fff; }
  .close { min-width: 44px; min-height: 44px; border-radius: 10px; background: none; color: #fff; font-size: 22px; }
  .close:focus-visible { outline-color: #fff; outline-offset: -4px; }
  iframe { flex: 1; width: 100%; border: 0; }
  [hidden] { display: none; }
  @media (max-width: 520px) {
    .panel { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; }
  }
  @media (prefers-color-scheme: dark) {
    .panel { background: #171d1f; border-color: #3c4a4c; }
  }
`;

const host = document.createElement('div');
const root = host.attachShadow({ mode: 'open' });
const style = document.createElement('style');
style.textContent = STYLES;
const open = document.createElement('button');
open.className = 'open';
open.type = 'button';
open.setAttribute('aria-haspopup', 'dialog');
open.innerHTML =
  '<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"><path d="M8.3 4.5 5 5.8C4.600 13 11 19.400 18.200 19l1.300-3.300-4-2.300-1.800 1.700c-2-.9-3.500-2.400-4.400-4.400L11 8.900z"/></svg>Call us';
root.append(style, open);

let panel;
function show() {
  panel = document.createElement('section');
  panel.className = 'panel';
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', 'Phone');
  const bar = document.createElement('div');
  bar.className = 'bar';
  bar.append('Call us');
  const close = document.createElement('button');
  close.className = 'close';
  close.type = 'button';
  close.setAttribute('aria-label', 'Close the phone and hang up');
  close.textContent = '×';
  close.addEventListener('click', hide);
  bar.append(close);
  const frame = document.createElement('iframe');
  frame.title = 'Phone';
  frame.allow = 'microphone; autoplay';
  frame.src = phone;
  panel.append(bar, frame);
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && hide());
  root.append(panel);
  open.hidden = true;
  frame.focus();
}

/** Without its page the phone is gone, and the call with it. */
function hide() {
  panel?.remove();
  open.hidden = false;
  open.focus();
}

open.addEventListener('click', show);
// Beside what else is there at the end of the body, so that a keyboard comes to it last.
document.body.append(host);
