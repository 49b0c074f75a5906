/** https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/ */
interface Turnstile {
  render(container: HTMLElement, options: Record<string, unknown>): string | undefined;
  remove(widget: string): void;
}

/** Cloudflare wants it from here and from nowhere else. */
const SCRIPT = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';

export interface TurnstileOptions {
  container?: HTMLElement;
  signal?: AbortSignal;
}

/** Cloudflare's token. Nothing is to be seen, unless Cloudflare wants a person to tick a box. */
export async function showTurnstile(
  { siteKey, action }: { siteKey: string; action: string },
  { container, signal }: TurnstileOptions = {},
): Promise<string> {
  const turnstile = await loadTurnstile();
  signal?.throwIfAborted();
  const place = document.createElement('div');
  if (!container) inTheMiddle(place);
  (container ?? document.body).append(place);
  let widget: string | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      const fail = (what: string) => () => reject(new Error(`Turnstile: ${what}`));
      signal?.addEventListener('abort', () => reject(signal.reason));
      widget = turnstile.render(place, {
        sitekey: siteKey,
        action,
        appearance: 'interaction-only',
        'response-field': false,
        callback: resolve,
        // True: we have taken care of it.
        'error-callback': (code: unknown) => {
          fail(String(code))();
          return true;
        },
        'timeout-callback': fail('nobody ticked the box'),
        'unsupported-callback': fail('this browser is not supported'),
      });
    });
  } finally {
    if (widget !== undefined) turnstile.remove(widget);
    place.remove();
  }
}

let loading: Promise<Turnstile> | undefined;

function loadTurnstile(): Promise<Turnstile> {
  const present = turnstileOfPage();
  if (present) return Promise.resolve(present);
  loading ??= new Promise<Turnstile>((resolve, reject) => {
    const script = document.createElement('script');
    const fail = () => {
      loading = undefined;
      script.remove();
      reject(new Error('Turnstile could not be loaded'));
    };
    script.src = SCRIPT;
    script.onerror = fail;
    script.onload = () => {
      const loaded = turnstileOfPage();
      if (loaded) resolve(loaded);
      else fail();
    };
    document.head.append(script);
  });
  return loading;
}

const turnstileOfPage = () => (globalThis as { turnstile?: Turnstile }).turnstile;

/** Before everything else on the page: somebody has to see it. */
function inTheMiddle({ style }: HTMLElement): void {
  style.position = 'fixed';
  style.inset = '50% auto auto 50%';
  style.transform = 'translate(-50%, -50%)';
  style.zIndex = '2147483647';
}
