/**
 * How classic scripts bring each other along. A page of another origin may load a module script, or import one late,
 * only from a server that allows it by CORS, and whether Twilio Assets do on a GET is not certain
 * (https://github.com/twilio-labs/serverless-toolkit/pull/141 saw the headers on OPTIONS alone). A classic script needs
 * nothing of the kind: the build turns each `import('./x')` of one into `lateScript('x.js')`.
 */
const OFFERED = Symbol.for('flex-chat.scripts');

interface Scripts {
  [OFFERED]?: Map<string, object>;
}

const offered = (): Map<string, object> => {
  const scripts = globalThis as Scripts;
  scripts[OFFERED] ??= new Map();
  return scripts[OFFERED];
};

/** Where this script came from; a module knows no `currentScript`. */
const { currentScript } = document;
const folder = new URL(
  '.',
  currentScript instanceof HTMLScriptElement ? currentScript.src : `${location.origin}/chat/`,
);
const nonce = currentScript instanceof HTMLScriptElement ? currentScript.nonce : '';

const coming = new Map<string, Promise<object>>();

/** At the end of a late script: what it exports. */
export function offer(name: string, exports: object): void {
  offered().set(name, exports);
}

/** Loads a script that lies beside this one, once; a failure is forgotten, so that the next call tries again. */
export function lateScript(file: string): Promise<object> {
  const name = file.split('?', 1)[0] ?? file;
  const present = offered().get(name);
  if (present) return Promise.resolve(present);
  const script = coming.get(name) ?? load(file, name);
  coming.set(name, script);
  return script;
}

function load(file: string, name: string): Promise<object> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    const fail = () => {
      coming.delete(name);
      element.remove();
      reject(new Error(`${element.src} could not be loaded`));
    };
    element.src = new URL(file, folder).href;
    element.nonce = nonce;
    element.onerror = fail;
    element.onload = () => {
      const exports = offered().get(name);
      if (exports) resolve(exports);
      else fail();
    };
    document.head.append(element);
  });
}
